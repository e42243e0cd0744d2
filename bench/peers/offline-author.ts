/** An author who has saved many times without a connection: all of it goes out as one update. */
import { randomBytes, randomInt } from 'node:crypto'
import * as Y from 'yjs'
import { defineRoots, videosMap } from '../../course/document.ts'
import { newOperationId } from '../../course/id.ts'
import { encodeUpdate } from '../../course/wire/frame.ts'
import { writeOperation } from '../../course/write-operation.ts'
import { makeId, type Save } from '../bench-author.ts'

/** @param course the update it begins with. @returns one frame; the operation is the last of the saves in it */
export function saveOffline(course: Uint8Array, device: string, count: number): Save {
  const doc = new Y.Doc()
  defineRoots(doc)
  Y.applyUpdate(doc, course)
  const before = Y.encodeStateVector(doc)
  const videoIds = [...videosMap(doc).keys()]
  const by = { id: device, name: 'Ada' }
  const awaited = new Set<string>()
  let operationId = ''
  while (awaited.size < count) {
    const savedAt = Date.now()
    operationId = newOperationId(randomBytes, savedAt)
    const videoId = videoIds[randomInt(videoIds.length)] ?? ''
    const was = String(videosMap(doc).get(videoId)?.get('title'))
    const command = { type: 'rename-video' as const, videoId, title: `Offline ${makeId()}`, was }
    writeOperation(doc, { operation: { operationId, device, by, savedAt, commands: [command] }, awaited })
    awaited.add(operationId)
  }
  return { operationId, frame: encodeUpdate(Y.encodeStateAsUpdate(doc, before)) }
}
