import { useEffect, useState } from 'react'
import type { Media, UploadSource } from '../../media/media-context.ts'
import { harmlessType } from './playable.ts'

/** Where a file can be played from. `here`: the copy in this browser. */
export type Playable =
  | { readonly kind: 'looking' }
  | { readonly kind: 'here' | 'server'; readonly url: string }
  /** Not on the server yet; or nobody can say. */
  | { readonly kind: 'nowhere' | 'unknown' }

type Copy = { readonly isLooked: boolean; readonly url?: string }

/**
 * The copy in this browser goes before: nothing has to travel, and it plays offline. What plays stays what it is for as
 * long as it is shown. The object URL lives as long.
 *
 * @param isBad whether what is there could not be played
 */
export function usePlayable({ uploadId, type }: UploadSource, media: Media, isBad: (url: string) => boolean): Playable {
  const { readLocal, known, isAsking, urlOf } = media
  const [copy, setCopy] = useState<Copy>({ isLooked: false })
  const url = known?.has(uploadId) ? urlOf(uploadId) : undefined
  const isRemote = copy.isLooked && copy.url === undefined && url !== undefined
  useEffect(() => {
    if (isRemote) return
    let madeUrl: string | undefined
    let isGone = false
    void readLocal(uploadId).then(file => {
      if (isGone) return
      madeUrl = file && URL.createObjectURL(file.slice(0, file.size, harmlessType(type)))
      setCopy({ isLooked: true, ...(madeUrl !== undefined && { url: madeUrl }) })
    })
    return () => {
      isGone = true
      if (madeUrl !== undefined) URL.revokeObjectURL(madeUrl)
    }
  }, [isRemote, readLocal, uploadId, type])
  if (!copy.isLooked) return { kind: 'looking' }
  if (copy.url !== undefined && (url === undefined || !isBad(copy.url))) return { kind: 'here', url: copy.url }
  if (url !== undefined) return { kind: 'server', url }
  if (isAsking) return { kind: 'looking' }
  return { kind: known ? 'nowhere' : 'unknown' }
}
