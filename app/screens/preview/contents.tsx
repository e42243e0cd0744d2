import ChevronRight from 'lucide-react/icons/chevron-right'
import { useState } from 'react'
import type { OutlineChapter } from '../../../course/outline.ts'
import { previewText } from '../../text/preview.ts'
import type { Lessons } from './lessons.ts'
import css from './preview.module.css'

interface ContentsProps {
  readonly lessons: Lessons
  /** The video that is open. */
  readonly videoId: string | undefined
  readonly onGo: (videoId: string) => void
}

/** Above this many videos the chapters begin closed: each open one is drawn. */
const openVideoLimit = 200

export function Contents({ lessons: { chapters, line }, videoId, onGo }: ContentsProps) {
  const isSmall = line.length <= openVideoLimit
  return (
    <nav className={css['contents']} aria-label={previewText.contents}>
      <ol>
        {chapters.map(entry => (
          <ContentsChapter
            key={entry.chapter.id}
            entry={entry}
            isOpenFirst={isSmall}
            videoId={entry.videos.some(({ id }) => id === videoId) ? videoId : undefined}
            onGo={onGo}
          />
        ))}
      </ol>
    </nav>
  )
}

interface ContentsChapterProps extends Pick<ContentsProps, 'videoId' | 'onGo'> {
  readonly entry: OutlineChapter
  readonly isOpenFirst: boolean
}

/** Opens by itself when the learner gets there. */
function ContentsChapter({ entry: { chapter, videos }, isOpenFirst, videoId, onGo }: ContentsChapterProps) {
  const [isOpen, setOpen] = useState(isOpenFirst)
  const [reached, setReached] = useState(videoId)
  if (reached !== videoId) {
    setReached(videoId)
    if (videoId !== undefined) setOpen(true)
  }
  return (
    <li className={css['chapter']}>
      <details open={isOpen} onToggle={event => setOpen(event.currentTarget.open)}>
        <summary className={css['summary']}>
          <ChevronRight aria-hidden="true" />
          <h2 className={css['chapterTitle']}>
            <bdi>{chapter.title || previewText.untitled}</bdi>
          </h2>
        </summary>
        {isOpen && <Videos videos={videos} videoId={videoId} onGo={onGo} />}
      </details>
    </li>
  )
}

type VideosProps = Pick<ContentsChapterProps, 'videoId' | 'onGo'> & Pick<OutlineChapter, 'videos'>

function Videos({ videos, videoId, onGo }: VideosProps) {
  if (videos.length === 0) return <p className={css['quiet']}>{previewText.emptyChapter}</p>
  return (
    <ol>
      {videos.map(video => (
        <li key={video.id}>
          <button
            type="button"
            className={css['video']}
            aria-current={video.id === videoId ? 'step' : undefined}
            onClick={() => onGo(video.id)}
          >
            <bdi>{video.title || previewText.untitled}</bdi>
          </button>
        </li>
      ))}
    </ol>
  )
}
