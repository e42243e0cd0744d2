import { expect, it } from 'vitest'
import { MediaLooks } from '../../../app/media/media-looks.ts'
import type { LocalMediaFacts } from '../../../app/uploads/media-facts.ts'

const facts: LocalMediaFacts = { durationSeconds: 10, width: 1280, height: 720, thumbnail: new Blob(['picture']) }
const turn = () => new Promise<void>(resolve => setImmediate(resolve))

/** Files in this browser, and looks that end when the test says so. */
function world(local: Record<string, Blob> = {}) {
  const looked: (Blob | string)[] = []
  const ends: ((found: LocalMediaFacts) => void)[] = []
  const live = new Set<string>()
  const looks = new MediaLooks({
    readLocal: async uploadId => local[uploadId],
    readFacts: file => {
      looked.push(file)
      return new Promise(resolve => ends.push(resolve))
    },
    urls: {
      createObjectURL: () => {
        const url = `blob:${live.size}`
        live.add(url)
        return url
      },
      revokeObjectURL: url => live.delete(url),
    },
  })
  const end = async (found = facts) => {
    ends.shift()?.(found)
    await turn()
  }
  return { looks, looked, live, local, end }
}

it('Length and picture of a chosen file are there before anything is sent, and are looked for once', async () => {
  const file = new Blob(['film'])
  const { looks, looked, end } = world({ a: file })
  looks.want('a')
  looks.want('a')
  await turn()
  await end()

  expect(looked).toEqual([file])
  expect(looks.find('a')).toEqual({ durationSeconds: 10, width: 1280, height: 720, pictureUrl: 'blob:0' })
  expect(looks.getDurations()).toEqual(new Map([['a', 10]]))
})

it('Two files are looked at at once; rows that are scrolled away before their turn are left out', async () => {
  const { looks, looked, end } = world()
  const stops = ['a', 'b', 'c', 'd'].map(uploadId => looks.want(uploadId, `/media/${uploadId}`))
  await turn()
  expect(looked).toEqual(['/media/a', '/media/b'])

  stops[2]?.()
  await end()
  expect(looked).toEqual(['/media/a', '/media/b', '/media/d'])
})

it('A file that nobody has yet is looked for again when this browser has others', async () => {
  const { looks, looked, local, end } = world()
  looks.want('a')
  await turn()
  expect(looked).toEqual([])

  local['a'] = new Blob(['film'])
  looks.tryAgain()
  await turn()
  await end()
  expect(looks.find('a')?.durationSeconds).toBe(10)
})

it('Pictures are given back to the browser when the course is closed', async () => {
  const { looks, live, end } = world({ a: new Blob(['film']) })
  looks.want('a')
  await turn()
  await end()
  expect(live.size).toBe(1)

  looks.forget()

  expect(live.size).toBe(0)
  expect(looks.find('a')).toBeUndefined()
})

it('What is found of a row that is gone is not kept', async () => {
  const { looks, live, end } = world({ a: new Blob(['film']) })
  const stop = looks.want('a')
  await turn()
  stop()
  await end()

  expect(looks.find('a')).toBeUndefined()
  expect(live.size).toBe(0)
})
