/** Documents for tests, made as the app makes them. */
import * as Y from 'yjs'
import type { Command } from '../../course/command.ts'
import type { Stamp } from '../../course/model.ts'
import { positionsBetween } from '../../course/position.ts'
import { writeCommand } from '../../course/write-command.ts'
import { stamp } from './any-command.ts'

export function write(doc: Y.Doc, commands: readonly Command[], by: Stamp = stamp): Y.Doc {
  doc.transact(() => {
    for (const command of commands) writeCommand(doc, command, by)
  })
  return doc
}

export function docOf(commands: readonly Command[]): Y.Doc {
  return write(new Y.Doc(), commands)
}

/** What adds `chapterCount` chapters (`c0` …) of `videosPerChapter` videos (`c0-v0` …), in order. */
export function commandsOfCourse(chapterCount: number, videosPerChapter: number): Command[] {
  const videoPositions = positionsBetween(null, null, videosPerChapter)
  return positionsBetween(null, null, chapterCount).flatMap((position, index): Command[] => [
    { type: 'add-chapter', chapterId: `c${index}`, title: `Chapter ${index}`, position },
    ...videoPositions.map((videoPosition, video): Command => {
      const place = [`c${index}`, videoPosition] as const
      return { type: 'add-video', videoId: `c${index}-v${video}`, title: `Video ${video}`, place }
    }),
  ])
}
