/** What clients find on a server that was started after a crash. Each returns a line for whatever is not as it should be. */
import { isDeepStrictEqual } from 'node:util'
import * as Y from 'yjs'
import { readCourse } from '../../course/document.ts'
import { openLink } from './course-link.ts'
import type { CrashAuthor } from './crash-author.ts'
import type { ServerProcess } from './server-process.ts'
import { judgeDocument } from './verdict.ts'

/** A client with nothing of its own. @param count how many of the author's saves are stored */
export async function readAfresh(
  { url }: ServerProcess,
  { author, count }: { readonly author: CrashAuthor; readonly count: number },
): Promise<string[]> {
  const doc = new Y.Doc()
  const link = openLink({ url, courseId: author.courseId, doc })
  await link.synced()
  link.cut()
  return judgeDocument(readCourse(doc), { author, count })
}

/** The author gets the fates that are still open, offers the bytes of saves from `first` on again, and is told the same. */
export async function comeBack(
  { url }: ServerProcess,
  { author, first }: { readonly author: CrashAuthor; readonly first: number },
): Promise<string[]> {
  await author.connect(url)
  await author.saved()
  const answers = await author.offerAgain(first)
  return answers.flatMap(again => {
    const told = author.acked.get(again.operationId)
    const isFinal = told?.status === 'stored' && again.status === 'stored'
    const isSame =
      told && 'events' in told && isFinal ? isDeepStrictEqual(again, told) : again.revision === told?.revision
    return isSame && again.status !== 'rejected' ? [] : [`${again.operationId}: another fate than before`]
  })
}
