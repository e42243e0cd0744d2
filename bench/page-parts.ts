/** docs/benchmarks.md has two parts, written by two programs: what is beside a bare server, and beside the peers. */

export const peersMarker = '<!-- beside its peers: npm run bench:peers -- --write -->'

/** @returns the page with its part from the marker on replaced, or appended where it had none */
export function withPeersPart(page: string, part: string): string {
  const at = page.indexOf(peersMarker)
  return `${(at < 0 ? page : page.slice(0, at)).trimEnd()}\n\n${part}`
}

/** @returns the page with all before the marker replaced */
export function withOwnPart(page: string, part: string): string {
  const at = page.indexOf(peersMarker)
  return at < 0 ? part : `${part.trimEnd()}\n\n${page.slice(at)}`
}
