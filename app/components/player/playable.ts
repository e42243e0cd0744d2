/** How a file is shown, by what it is. Pure. */

export type MediaKind = 'video' | 'audio' | 'other'

/** @param type as the server found it, else as the browser guesses: '' where nobody knows */
export function kindOf(type: string): MediaKind {
  if (type === '' || type.startsWith('video/')) return 'video'
  return type.startsWith('audio/') ? 'audio' : 'other'
}

/**
 * The type under which bytes of this browser get an address of their own. Such an address is of the app's origin, so it
 * is never one of a page or of anything else that runs: what a file says it is counts for nothing.
 */
export function harmlessType(type: string): string {
  const plain = type.toLowerCase()
  return /^(?:video|audio)\/[a-z0-9][a-z0-9.+-]*$/.test(plain) ? plain : 'application/octet-stream'
}
