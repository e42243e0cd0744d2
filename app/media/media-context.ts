/** The media of the open course, for whatever shows or plays them. */
import { createContext, use, useEffect, useSyncExternalStore } from 'react'
import type { Source } from '../../course/model.ts'
import { mediaUrlOf } from '../../course/upload.ts'
import type { ListedUpload } from '../../course/wire/uploads.ts'
import type { Look, MediaLooks } from './media-looks.ts'

export interface Media {
  readonly looks: MediaLooks
  /** What the server found in complete uploads, by their ids; undefined until it has answered. */
  readonly known: ReadonlyMap<string, ListedUpload> | undefined
  /** The server's first answer is on its way. */
  readonly isAsking: boolean
  /** Undefined: not in this browser. Never rejects. */
  readonly readLocal: (uploadId: string) => Promise<Blob | undefined>
  /** Where the server has a complete upload. Its creator may have it before anybody refers to it [U7]. */
  readonly urlOf: (uploadId: string) => string
}

export const MediaContext = createContext<Media | undefined>(undefined)

/** Undefined where no course is open around it. */
export function useMedia(): Media | undefined {
  return use(MediaContext)
}

export type UploadSource = Extract<Source, { readonly kind: 'upload' }>

/** Asks for a look at the file for as long as it is shown. */
export function useLook(uploadId: string | undefined): Look | undefined {
  const media = useMedia()
  const { looks } = media ?? {}
  const finalData = uploadId === undefined ? undefined : media?.known?.get(uploadId)?.finalData
  // There is nothing to see in the server's sound files and documents.
  const url = uploadId !== undefined && finalData?.width ? media?.urlOf(uploadId) : undefined
  useEffect(() => (uploadId === undefined ? undefined : looks?.want(uploadId, url)), [looks, uploadId, url])
  return useSyncExternalStore(looks?.subscribe ?? never, () =>
    uploadId === undefined ? undefined : looks?.find(uploadId),
  )
}

function never(): () => void {
  return () => undefined
}

/** `device`: as the server knows this browser. */
export function mediaUrl(uploadId: string, device: string): string {
  return `${mediaUrlOf(uploadId)}?device=${encodeURIComponent(device)}`
}
