import FileVideo from 'lucide-react/icons/file-video'
import Link2 from 'lucide-react/icons/link-2'
import Video from 'lucide-react/icons/video'
import type { Source } from '../../../course/model.ts'
import { useLook } from '../../media/media-context.ts'
import css from './thumbnail.module.css'

/** A small picture of the video in a place that is always as large; an icon where there is none. */
export function Thumbnail({ source }: { readonly source: Source | undefined }) {
  const look = useLook(source?.kind === 'upload' ? source.uploadId : undefined)
  const Icon = source?.kind === 'link' ? Link2 : source?.kind === 'upload' ? FileVideo : Video
  return (
    <span className={css['slot']} data-file={source?.kind === 'upload' || undefined} aria-hidden="true">
      {look?.pictureUrl === undefined ? <Icon /> : <img src={look.pictureUrl} alt="" draggable={false} />}
    </span>
  )
}
