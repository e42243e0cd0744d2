import { memo, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import { limits } from '../../../../course/limits.ts'
import { sizeText } from '../../../text/details.ts'
import { addingText, leftOutSentences } from '../../../text/uploads-adding.ts'
import { type DiskFile, fileNameOf } from '../../../uploads/chosen-file.ts'
import type { PlannedVideo, UploadPlan } from '../../../uploads/planned-uploads.ts'
import type { PlanSection } from './edited-plan.ts'
import css from './upload-dialog.module.css'

/** Drawn at once, and more of them as they are scrolled to: a thousand fields at a time would be slow to open. */
const shownAtOnce = 100

interface PlanPreviewProps {
  readonly sections: readonly PlanSection<DiskFile>[]
  /** What is typed is kept in here; nothing is drawn again for it. */
  readonly titles: Map<object, string>
}

export function PlanPreview({ sections, titles }: PlanPreviewProps) {
  const { ref, count, showMore, pressMore } = useShownCount()
  const { shown, rest } = firstOf(sections, count)
  return (
    <section className={css['preview']} aria-label={addingText.preview} ref={ref}>
      {shown.map(section => (
        <Section key={keyOf(section.key)} section={section} titles={titles} />
      ))}
      {rest > 0 && <More key={count} rest={rest} onSight={showMore} onPress={pressMore} />}
    </section>
  )
}

/** Grows by being scrolled, or pressed for: then the first new title has the focus. */
function useShownCount() {
  const ref = useRef<HTMLElement>(null)
  const [count, setCount] = useState(shownAtOnce)
  const pressedAt = useRef<number>(undefined)
  useLayoutEffect(() => {
    if (pressedAt.current === undefined) return
    ref.current?.querySelectorAll<HTMLElement>('li input')[pressedAt.current]?.focus()
    pressedAt.current = undefined
  })
  const showMore = () => setCount(count + shownAtOnce)
  const pressMore = () => {
    pressedAt.current = count
    showMore()
  }
  return { ref, count, showMore, pressMore }
}

interface MoreProps {
  readonly rest: number
  readonly onSight: () => void
  readonly onPress: () => void
}

function More({ rest, onSight, onPress }: MoreProps) {
  const button = useRef<HTMLButtonElement>(null)
  const watch = useEffectEvent(onSight)
  useEffect(() => {
    // Before it is in sight, so that whoever scrolls or presses Tab meets titles, and no end.
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && watch(), {
      root: button.current?.parentElement ?? null,
      rootMargin: '400px',
    })
    if (button.current) observer.observe(button.current)
    return () => observer.disconnect()
  }, [])
  return (
    <button ref={button} type="button" className={css['more']} onClick={onPress}>
      {addingText.more(Math.min(rest, shownAtOnce), rest)}
    </button>
  )
}

function Section({
  section,
  titles,
}: {
  readonly section: PlanSection<DiskFile>
  readonly titles: Map<object, string>
}) {
  const { key, title, isNew, videos } = section
  return (
    <div className={css['section']}>
      {isNew ? (
        <TitleInput {...{ label: addingText.chapterTitle, title, titles, target: key }} isOfChapter />
      ) : (
        <h3 className={css['chapter']}>
          <bdi>{title}</bdi>
        </h3>
      )}
      <ul className={css['videos']} aria-label={addingText.videosOf(title)}>
        {videos.map(video => (
          <VideoLine key={keyOf(video)} video={video} titles={titles} />
        ))}
      </ul>
    </div>
  )
}

interface VideoLineProps {
  readonly video: PlannedVideo<DiskFile>
  readonly titles: Map<object, string>
}

const VideoLine = memo(function VideoLine({ video, titles }: VideoLineProps) {
  const { fileName, title, captions, file } = video
  return (
    <li>
      <TitleInput {...{ label: addingText.titleOf(fileName), title, titles, target: video }} />
      <p className={css['quiet']}>
        {fileName} · {sizeText(file.sizeBytes)}
        {captions.length > 0 && ` · ${addingText.captions(captions.map(caption => caption.fileName))}`}
      </p>
    </li>
  )
})

interface TitleInputProps {
  readonly label: string
  readonly title: string
  readonly titles: Map<object, string>
  readonly target: object
  readonly isOfChapter?: boolean
}

function TitleInput({ label, title, titles, target, isOfChapter = false }: TitleInputProps) {
  return (
    <input
      dir="auto"
      className={css[isOfChapter ? 'chapterTitle' : 'title']}
      aria-label={label}
      defaultValue={titles.get(target) ?? title}
      maxLength={limits.titleLength}
      autoComplete="off"
      onChange={({ target: { value } }) => titles.set(target, value)}
    />
  )
}

export function LeftOutFiles({
  skipped,
  maxUploadBytes,
}: Pick<UploadPlan<DiskFile>, 'skipped'> & { maxUploadBytes: number | undefined }) {
  const files = skipped.map(({ file, reason }) => ({ fileName: fileNameOf(file), reason }))
  const sentences = leftOutSentences(files, maxUploadBytes)
  if (sentences.length === 0) return null
  return (
    <ul className={css['leftOut']} aria-label={addingText.leftOut}>
      {sentences.map(sentence => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}

/** The first so many videos, section by section. */
function firstOf(sections: readonly PlanSection<DiskFile>[], count: number) {
  const shown: PlanSection<DiskFile>[] = []
  let room = count
  let rest = 0
  for (const section of sections) {
    const videos = section.videos.slice(0, room)
    if (videos.length > 0) shown.push({ ...section, videos })
    room -= videos.length
    rest += section.videos.length - videos.length
  }
  return { shown, rest }
}

const keys = new WeakMap<object, number>()
let lastKey = 0

/** Files that were dropped one after the other may have the same path. */
function keyOf(planned: object): number {
  const key = keys.get(planned) ?? ++lastKey
  keys.set(planned, key)
  return key
}
