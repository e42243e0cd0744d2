import { useEffect, useState } from 'react'
import type { Captions } from '../../../course/model.ts'
import type { Media } from '../../media/media-context.ts'
import { captionsText } from '../../text/media.ts'
import { languageName } from './captions-language.ts'
import { maxCaptionsBytes, readCaptionsBytes, vttOf } from './captions-text.ts'

export interface Track {
  readonly uploadId: string
  readonly language: string
  readonly label: string
  /** An object URL of WebVTT. */
  readonly url: string
}

type Readers = Pick<Media, 'readLocal' | 'urlOf'>

/** The captions that can be had, as a player takes them, in their order. Read anew when others are asked for. */
export function useTracks(captions: readonly Captions[] | undefined, { readLocal, urlOf }: Readers): readonly Track[] {
  const [tracks, setTracks] = useState<readonly Track[]>([])
  const asked = JSON.stringify(captions ?? [])
  useEffect(() => {
    const made: string[] = []
    const stopped = new AbortController()
    const load = async () => {
      const found: Track[] = []
      for (const { uploadId, language } of JSON.parse(asked) as Captions[]) {
        const text = await readText(uploadId, { readLocal, urlOf }, stopped.signal)
        if (stopped.signal.aborted) return
        if (text === undefined) continue
        const url = URL.createObjectURL(new Blob([vttOf(text)], { type: 'text/vtt' }))
        made.push(url)
        found.push({ uploadId, language, label: languageName(language) || captionsText.untitled, url })
      }
      setTracks(found)
    }
    void load()
    return () => {
      stopped.abort()
      for (const url of made) URL.revokeObjectURL(url)
    }
  }, [asked, readLocal, urlOf])
  return tracks
}

/** Undefined: nobody has it now, or it is no captions. */
async function readText(uploadId: string, { readLocal, urlOf }: Readers, signal: AbortSignal) {
  const local = await readLocal(uploadId)
  try {
    const file = local ?? (await fetchFile(urlOf(uploadId), signal))
    if (!file || file.size > maxCaptionsBytes) return undefined
    return readCaptionsBytes(new Uint8Array(await file.arrayBuffer()))
  } catch {
    // Without the network, or gone from the disk: the video plays without them.
    return undefined
  }
}

async function fetchFile(url: string, signal: AbortSignal): Promise<Blob | undefined> {
  const response = await fetch(url, { signal })
  const type = response.headers.get('content-type') ?? ''
  const isCaptions = response.ok && /^(?:text\/vtt|application\/x-subrip)\b/.test(type)
  return isCaptions ? response.blob() : undefined
}
