/** What an author does to a video's captions. Pure. */
import type { Command } from '../../../course/command.ts'
import type { Captions, Video } from '../../../course/model.ts'

/** Undefined where they are not there. */
export function removeCaptions(video: Video, uploadId: string): Command | undefined {
  return change(video, captions => captions.filter(entry => entry.uploadId !== uploadId))
}

/** In another language. Undefined where that has captions already, or nothing changes. */
export function nameLanguage(video: Video, uploadId: string, language: string): Command | undefined {
  if (video.captions?.some(captions => captions.language === language)) return undefined
  return change(video, captions =>
    captions.map(entry => (entry.uploadId === uploadId ? { ...entry, language } : entry)),
  )
}

function change(video: Video, next: (captions: readonly Captions[]) => readonly Captions[]): Command | undefined {
  const { id: videoId, captions: was } = video
  if (!was) return undefined
  const captions = next(was)
  const isSame = captions.length === was.length && captions.every((entry, index) => entry === was[index])
  if (isSame) return undefined
  return { type: 'set-captions', videoId, captions: captions.length > 0 ? captions : null, was }
}
