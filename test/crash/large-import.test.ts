/** The largest operation that an author makes, and the server killed when it has said that it is stored. */
import { expect, it } from 'vitest'
import type { Command } from '../../course/command.ts'
import { positionsBetween } from '../../course/position.ts'
import { makeAuthors, makeDataDir, startTestServer } from './data-dir.ts'
import { readFolder } from './stored-courses.ts'
import { emptyVerdict, judgeFolder } from './verdict.ts'

const chapters = positionsBetween(null, null, 1000)
const videos = positionsBetween(null, null, 50)

/** Ids begin with the device, as those of all its work do. */
function courseOf(device: string): Command[] {
  return chapters.flatMap((position, c): Command[] => {
    const chapterId = `${device}.c${c}`
    const addVideo = (place: string, v: number): Command => ({
      type: 'add-video',
      videoId: `${chapterId}.v${v}`,
      title: `Video ${v} of chapter ${c}, titled as authors do`,
      place: [chapterId, place],
    })
    return [{ type: 'add-chapter', chapterId, title: `Chapter ${c}`, position }, ...videos.map(addVideo)]
  })
}

it('[P1][A1] a course of 1,000 chapters with 50 videos each, imported as one operation, is there whole when it is acknowledged', async () => {
  const dataDir = makeDataDir()
  const server = await startTestServer({ dataDir })
  const [author] = makeAuthors(0)
  if (!author) throw new Error('there is one author')
  await author.connect(server.url)
  const { operation, update } = author.save(courseOf(author.device))
  expect(operation.commands).toHaveLength(1000 + 50_000)
  expect(update.length).toBeGreaterThan(10_000_000)
  await author.saved()
  server.send('SIGKILL')
  await server.exited
  const verdict = emptyVerdict()
  const stored = judgeFolder(readFolder(dataDir), [author], verdict)
  expect(verdict).toEqual(emptyVerdict())
  expect(stored.get(author)).toBe(1)
})
