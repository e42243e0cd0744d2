/** One HTTP exchange with this app's server. */
import type * as z from 'zod/mini'

/** @throws whatever `fetch` throws, an `Error` for an answer that is not the server's (a captive portal's page, say). */
export async function fetchJson<Shape extends z.ZodMiniType>(path: string, schema: Shape): Promise<z.infer<Shape>> {
  const response = await fetch(path, { headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  return schema.parse(await response.json())
}
