import ChevronLeft from 'lucide-react/icons/chevron-left'
import ChevronRight from 'lucide-react/icons/chevron-right'
import ExternalLink from 'lucide-react/icons/external-link'
import { type ReactNode, useEffect, useRef } from 'react'
import type { CourseInfo, Video } from '../../../course/model.ts'
import { Button } from '../../components/button/button.tsx'
import { Player } from '../../components/player/player.tsx'
import { linkHost } from '../../components/source/link-host.ts'
import { previewText } from '../../text/preview.ts'
import type { Lessons, Position } from './lessons.ts'
import css from './preview.module.css'

interface LessonViewProps {
  readonly info: CourseInfo
  readonly lessons: Lessons
  /** Undefined before the learner has begun. */
  readonly position: Position | undefined
  readonly onGo: (videoId: string) => void
}

export function LessonView({ info, lessons, position, onGo }: LessonViewProps) {
  const [first] = lessons.line
  if (position) return <OpenLesson key={position.lesson.video.id} position={position} onGo={onGo} />
  return (
    <section className={css['lesson']}>
      <p className={css['quiet']}>{previewText.size(lessons.chapters.length, lessons.line.length)}</p>
      {info.description && <p className={css['description']}>{info.description}</p>}
      {first && (
        <Button look="primary" onPress={() => onGo(first.video.id)}>
          {previewText.start}
        </Button>
      )}
    </section>
  )
}

function OpenLesson({ position, onGo }: Required<Pick<LessonViewProps, 'onGo'>> & { readonly position: Position }) {
  const { lesson, previous, next } = position
  const heading = useRef<HTMLHeadingElement>(null)
  // Whoever has gone to a lesson wants to be at its beginning.
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className={css['lesson']}>
      <p className={css['quiet']}>{previewText.place(lesson.index, lesson.count, lesson.chapterTitle)}</p>
      <h2 className={css['lessonTitle']} ref={heading} tabIndex={-1}>
        <bdi>{lesson.video.title || previewText.untitled}</bdi>
      </h2>
      <SourceCard video={lesson.video} />
      <nav className={css['steps']} aria-label={previewText.lessons}>
        <Step video={previous} label={previewText.toPrevious} onGo={onGo}>
          <ChevronLeft aria-hidden="true" />
          {previewText.previous}
        </Step>
        <Step video={next} label={previewText.toNext} onGo={onGo}>
          {previewText.next}
          <ChevronRight aria-hidden="true" />
        </Step>
      </nav>
      {!next && <p className={css['quiet']}>{previewText.end}</p>}
    </section>
  )
}

interface StepProps {
  readonly video: Video | undefined
  readonly label: (title: string) => string
  readonly onGo: (videoId: string) => void
  readonly children: ReactNode
}

function Step({ video, label, onGo, children }: StepProps) {
  if (!video) return <span />
  return (
    <Button aria-label={label(video.title || previewText.untitled)} onPress={() => onGo(video.id)}>
      {children}
    </Button>
  )
}

/** Opens elsewhere: nothing is asked of another site before the learner asks for it. */
function SourceCard({ video }: { readonly video: Video }) {
  const { source } = video
  if (source?.kind === 'upload') return <Player key={source.uploadId} video={video} source={source} />
  const host = source?.kind === 'link' ? linkHost(source.url) : undefined
  return (
    <div className={css['source']}>
      {source?.kind === 'link' && host !== undefined ? (
        <a className={css['open']} href={source.url} target="_blank" rel="noreferrer">
          <ExternalLink aria-hidden="true" />
          {previewText.open(host)}
        </a>
      ) : (
        <p>{previewText.noSource}</p>
      )}
    </div>
  )
}
