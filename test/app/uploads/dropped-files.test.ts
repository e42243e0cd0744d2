import { expect, it } from 'vitest'
import { type DroppedItem, readDropped } from '../../../app/uploads/dropped-files.ts'

const file = (name: string): DroppedItem => ({ kind: 'file', name, getFile: async () => new File(['x'], name) })
const folder = (name: string, ...entries: DroppedItem[]): DroppedItem => ({
  kind: 'directory',
  name,
  async *getEntries() {
    yield* entries
  },
})

it('[U4] reads a dropped folder with all its sub-folders', async () => {
  const dropped = [
    folder('Biology', file('welcome.mp4'), folder('Cells', file('a.mp4'))),
    file('b.mp4'),
    { kind: 'text' as const },
  ]
  expect((await readDropped(dropped)).map(({ path }) => path)).toEqual([
    'Biology/welcome.mp4',
    'Biology/Cells/a.mp4',
    'b.mp4',
  ])
})

it('[U4] ends, also in a folder that does not', async () => {
  const endless: DroppedItem = {
    kind: 'directory',
    name: 'endless',
    async *getEntries() {
      for (;;) yield file('a.mp4')
    },
  }
  expect(await readDropped([endless, file('b.mp4')])).toHaveLength(10_000)
})
