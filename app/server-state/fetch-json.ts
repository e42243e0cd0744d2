/** One HTTP exchange with this app's server. */
import type * as z from 'zod/mini'

/** @throws whatever `fetch` throws, an `Error` for an answer that is not the server's (a captive portal's page, say). */
export async function fetchJson<Shape extends z.ZodMiniType>(path: string, schema: Shape): Promise<z.infer<Shape>> {
  const found = await findJson(path, schema)
  if (found === null) throw new Error(`${path} is not there`)
  return found
}

/** Null: the server answered that there is no such thing. @throws as `fetchJson` */
export async function findJson<Shape extends z.ZodMiniType>(
  path: string,
  schema: Shape,
): Promise<z.infer<Shape> | null> {
  const response = await fetch(path, { headers: { accept: 'application/json' } })
  if (response.status === 404) return null
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  return schema.parse(await response.json())
}
