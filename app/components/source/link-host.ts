import { parsedUrl } from '../../import/parsed-url.ts'

/** Undefined for what must not become a link: anybody can write an address into a course. */
export function linkHost(url: string): string | undefined {
  const { protocol, host } = parsedUrl(url) ?? {}
  return protocol === 'https:' || protocol === 'http:' ? host : undefined
}
