/** A process of its own that removes uploads and says on its standard output, at once, what it is doing. */
import { writeSync } from 'node:fs'
import { openFileMediaStore } from '../../../persistence/files/media-store.ts'

const [dataDir = ''] = process.argv.slice(2)
const media = openFileMediaStore({ dataDir })
for (const uploadId of ['finished', 'unfinished']) await media.append(uploadId, { offset: 0, bytes: hello() })
await media.finish('finished')

for (const uploadId of ['finished', 'unfinished', 'unknown']) {
  writeSync(1, `requested ${uploadId}\n`)
  await media.remove(uploadId)
  writeSync(1, `resolved ${uploadId}\n`)
}
await media.close()

async function* hello(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('Hello')
}
