/** Where a video of OLX can be watched. Only http and https ever become a link. */
import { limits } from '../../course/limits.ts'
import type { Source } from '../../course/model.ts'
import type { Definition } from './olx-files.ts'
import { parsedUrl } from './parsed-url.ts'

export interface FoundSources {
  readonly source?: Source
  /** Addresses of the same video that Lectern has no place for, or that no link may have: a script, a password … */
  readonly leftOutCount: number
}

/** The first usable address: html5 sources, then the desktop mp4 of its asset, then YouTube. */
export function findSources(video: Definition): FoundSources {
  const addresses = [...html5Addresses(video), ...encodedAddresses(video), ...youtubeAddresses(video)]
  const links = new Set(
    addresses.filter(address => address !== '' && address !== 'null').map(address => linkOf(address) ?? address),
  )
  const url = [...links].find(link => linkOf(link) !== undefined)
  return url === undefined
    ? { leftOutCount: links.size }
    : { source: { kind: 'link', url }, leftOutCount: links.size - 1 }
}

function html5Addresses(video: Definition): string[] {
  const listed = parseStrings(video.attribute('html5_sources'))
  const sources = video.children.filter(child => child.name === 'source')
  return [...listed, ...sources.map(source => source.attributes.get('src') ?? '')]
}

function encodedAddresses(video: Definition): string[] {
  const assets = video.children.filter(child => child.name === 'video_asset')
  return [...video.children, ...assets.flatMap(asset => asset.children)]
    .filter(child => child.name === 'encoded_video' && child.attributes.get('profile') === 'desktop_mp4')
    .map(encoded => encoded.attributes.get('url') ?? '')
}

/** `youtube` lists ids by speed; 1.00 is the video itself. An id that is none stays an address that no link may have. */
function youtubeAddresses(video: Definition): string[] {
  const normalSpeed = video
    .attribute('youtube')
    .split(',')
    .map(entry => entry.trim().split(':'))
    .find(([speed]) => Number(speed) === 1)
  return [normalSpeed?.[1] ?? '', video.attribute('youtube_id_1_0')]
    .map(id => id.trim())
    .map(id => (/^[\w-]{11}$/.test(id) ? `https://www.youtube.com/watch?v=${id}` : id))
}

/** The address as a link may have it: http or https, without a password, not too long. Undefined for any other. */
export function linkOf(address: string): string | undefined {
  const absolute = address.trim().replace(/^\/\//, 'https://')
  const url = /^https?:\/\//i.test(absolute) ? parsedUrl(absolute) : undefined
  return url?.username === '' && url.password === '' && url.href.length <= limits.urlLength ? url.href : undefined
}

/** A JSON array in an attribute. What is none is one address as it stands. */
function parseStrings(value: string): string[] {
  try {
    const parsed: unknown = JSON.parse(value || '[]')
    return Array.isArray(parsed) ? parsed.filter(item => typeof item === 'string') : []
  } catch (error) {
    if (error instanceof SyntaxError) return [value]
    throw error
  }
}
