/** One upload as a fast client sends it: announced, then all of it in one request. */
import { once } from 'node:events'
import { request } from 'node:http'
import { makeId } from './bench-author.ts'

const version = { 'Tus-Resumable': '1.0.0' }
const block = Buffer.alloc(1024 * 1024, 'A lecture. ')
/** What it begins with makes it a file that a course may hold. */
const firstBlock = Buffer.concat([Buffer.from('%PDF-1.7\n'), block.subarray(9)])

/** @param sizeBytes whole mebibytes. @returns ms from the first byte sent to the answer that all of it is stored */
export async function sendUpload(port: number, courseId: string, sizeBytes: number): Promise<number> {
  const address = `http://127.0.0.1:${port}`
  const uploadId = makeId()
  const metadata = Object.entries({ uploadId, courseId, videoId: makeId(), filename: 'lecture.pdf' })
  const announced = await fetch(`${address}/files?device=load`, {
    method: 'POST',
    headers: {
      ...version,
      'Upload-Length': String(sizeBytes),
      'Upload-Metadata': metadata.map(([key, text]) => `${key} ${Buffer.from(text).toString('base64')}`).join(','),
    },
  })
  const location = announced.headers.get('location')
  if (announced.status !== 201 || location === null) throw new Error(`not announced: ${announced.status}`)
  const startedMs = performance.now()
  await patch(new URL(location, address), sizeBytes)
  return performance.now() - startedMs
}

async function patch(url: URL, sizeBytes: number): Promise<void> {
  const type = 'application/offset+octet-stream'
  const headers = { ...version, 'Upload-Offset': 0, 'Content-Type': type, 'Content-Length': sizeBytes }
  const upload = request(url, { method: 'PATCH', headers })
  const answered = once(upload, 'response')
  for (let sent = 0; sent < sizeBytes; sent += block.length) {
    if (!upload.write(sent === 0 ? firstBlock : block)) await once(upload, 'drain')
  }
  upload.end()
  const [response] = await answered
  response.resume()
  if (response.statusCode !== 204) throw new Error(`not stored: ${response.statusCode}`)
}
