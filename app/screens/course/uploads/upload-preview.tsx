import { limits } from '../../../../course/limits.ts'
import { sizeText } from '../../../text/details.ts'
import { addingText, leftOutSentences } from '../../../text/uploads-adding.ts'
import { type DiskFile, fileNameOf } from '../../../uploads/chosen-file.ts'
import type { PlannedVideo, UploadPlan } from '../../../uploads/planned-uploads.ts'
import type { PlanSection } from './edited-plan.ts'
import css from './upload-dialog.module.css'

/** More fields than this take long to draw, and nobody types in them all. */
const shownVideos = 100

interface PlanPreviewProps {
  readonly sections: readonly PlanSection<DiskFile>[]
  /** What is typed is kept in here; nothing is drawn again for it. */
  readonly titles: Map<object, string>
}

export function PlanPreview({ sections, titles }: PlanPreviewProps) {
  const { shown, rest } = firstOf(sections)
  return (
    <section className={css['preview']} aria-label={addingText.preview}>
      {shown.map(section => (
        <Section key={section.videos[0]?.file.path ?? section.title} section={section} titles={titles} />
      ))}
      {rest > 0 && <p className={css['quiet']}>{addingText.more(rest)}</p>}
    </section>
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
        <h3 className={css['chapter']}>{title}</h3>
      )}
      <ul className={css['videos']} aria-label={addingText.videosOf(title)}>
        {videos.map(video => (
          <VideoLine key={video.file.path} video={video} titles={titles} />
        ))}
      </ul>
    </div>
  )
}

function VideoLine({
  video,
  titles,
}: {
  readonly video: PlannedVideo<DiskFile>
  readonly titles: Map<object, string>
}) {
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
}

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
}: Pick<UploadPlan<DiskFile>, 'skipped'> & { maxUploadBytes: number }) {
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

/** The first videos, section by section. */
function firstOf(sections: readonly PlanSection<DiskFile>[]) {
  const shown: PlanSection<DiskFile>[] = []
  let room = shownVideos
  let rest = 0
  for (const section of sections) {
    const videos = section.videos.slice(0, room)
    if (videos.length > 0) shown.push({ ...section, videos })
    room -= videos.length
    rest += section.videos.length - videos.length
  }
  return { shown, rest }
}
