/** One HTTP request as it is written, however wrong, and its answer. */
import { request } from 'node:http'

export interface Asked {
  readonly method: string
  /** Written as it stands: nothing in it is made right. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array
}

export interface Answer {
  readonly status: number
  readonly type: string
  readonly text: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

const patienceMs = 60_000

/**
 * @returns undefined where the connection was ended without an answer, or the client's own library refuses to ask so
 * @throws where there is no answer in time
 */
export function ask(url: string, asked: Asked): Promise<Answer | undefined> {
  const { hostname, port } = new URL(url)
  const { method, path, headers, body } = asked
  return new Promise((resolve, reject) => {
    try {
      const outgoing = request({ hostname, port, method, path, headers: { ...headers }, agent: false }, incoming => {
        const parts: Buffer[] = []
        incoming.on('data', (part: Buffer) => parts.push(part))
        incoming.on('error', () => resolve(undefined))
        incoming.on('end', () => {
          const type = incoming.headers['content-type'] ?? ''
          const text = Buffer.concat(parts).toString()
          resolve({ status: incoming.statusCode ?? 0, type, text, headers: incoming.headers })
        })
      })
      outgoing.setTimeout(patienceMs, () => {
        outgoing.destroy()
        reject(new Error(`no answer in time: ${method} ${path}`))
      })
      outgoing.on('error', () => resolve(undefined))
      outgoing.end(body)
    } catch {
      // Node's own client does not write every header and path.
      resolve(undefined)
    }
  })
}
