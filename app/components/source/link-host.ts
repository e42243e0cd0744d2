/** Undefined for what must not become a link: anybody can write an address into a course. */
export function linkHost(url: string): string | undefined {
  const { protocol, host } = URL.parse(url) ?? {}
  return protocol === 'https:' || protocol === 'http:' ? host : undefined
}
