import { useId, useState } from 'react'
import { FileTrigger } from 'react-aria-components/FileTrigger'
import type { Command } from '../../../course/command.ts'
import { limits } from '../../../course/limits.ts'
import type { Captions, Video } from '../../../course/model.ts'
import { captionsText } from '../../text/media.ts'
import { type DiskFile, diskFileOf, isCaptions, type SkipReason } from '../../uploads/chosen-file.ts'
import { useAnnounce } from '../announcer/announcer.tsx'
import { Button } from '../button/button.tsx'
import { useFocusPlace } from '../focus-place.ts'
import { useIsViewOnly } from '../view-only/view-only.ts'
import { nameLanguage, removeCaptions } from './captions-commands.ts'
import { languageChoices, languageName, probableLanguage } from './captions-language.ts'
import css from './captions-section.module.css'

/** @returns why the file cannot be taken; undefined: it is */
export type TakeCaptions = (
  videoId: string,
  captions: { readonly file: DiskFile; readonly language: string },
) => SkipReason | undefined

interface CaptionsSectionProps {
  readonly video: Video
  /** The course's. */
  readonly language: string | undefined
  readonly edit: (commands: readonly Command[]) => void
  readonly takeCaptions: TakeCaptions | undefined
}

const acceptedFiles = ['.vtt', '.srt']

export function CaptionsSection(props: CaptionsSectionProps) {
  if (!useIsViewOnly()) return <EditedCaptions {...props} />
  // The player shows them; the facts below say their languages.
  return null
}

/** The captions a video has, each in a language of its own. Every press is one gesture in the draft. */
function EditedCaptions(props: CaptionsSectionProps) {
  const { captions = [] } = props.video
  const { take, error } = useTaking(props)
  const heading = useId()
  const place = useFocusPlace<HTMLElement>()
  const isFull = captions.length >= limits.captionsPerVideo
  return (
    <section className={css['captions']} aria-labelledby={heading} {...place}>
      <h4 id={heading}>{captionsText.title}</h4>
      {captions.length === 0 && <p className={css['hint']}>{captionsText.none}</p>}
      <ul className={css['list']}>
        {captions.map(entry => (
          <CaptionsEntry key={entry.uploadId} {...props} entry={entry} take={take} />
        ))}
      </ul>
      {error !== undefined && (
        <p className={css['error']} role="alert">
          {error}
        </p>
      )}
      {isFull ? (
        <p className={css['hint']}>{captionsText.full(limits.captionsPerVideo)}</p>
      ) : (
        <FileTrigger acceptedFileTypes={acceptedFiles} onSelect={files => files?.[0] && take(files[0])}>
          <Button>{captionsText.add}</Button>
        </FileTrigger>
      )}
    </section>
  )
}

type Take = (file: File, language?: string) => void

/** Without a language, the probable one: it stands beside the file, to be changed. */
function useTaking({ video, language, takeCaptions }: CaptionsSectionProps) {
  const [error, setError] = useState<string>()
  const announce = useAnnounce()
  const take: Take = (chosen, named) => {
    const file = diskFileOf(chosen, chosen.name)
    const taken = (video.captions ?? []).map(captions => captions.language)
    const likely = [...(language ? [language] : []), ...navigator.languages.slice(0, 1)]
    const tag = named ?? probableLanguage(chosen.name, likely, taken)
    const failure = isCaptions(file) ? takeFile({ file, language: tag }) : captionsText.notCaptions(chosen.name)
    setError(failure)
    if (failure === undefined) announce(captionsText.added(languageLabel(tag), chosen.name))
  }
  const takeFile = (captions: Parameters<TakeCaptions>[1]) => {
    if (!takeCaptions) return captionsText.notReady
    const reason = takeCaptions(video.id, captions)
    return reason && sentenceOf(reason, captions.file.file.name)
  }
  return { take, error }
}

function sentenceOf(reason: SkipReason, fileName: string): string {
  if (reason === 'empty') return captionsText.empty(fileName)
  return reason === 'too-large' ? captionsText.tooLarge(fileName) : captionsText.notCaptions(fileName)
}

interface CaptionsEntryProps extends CaptionsSectionProps {
  readonly entry: Captions
  readonly take: Take
}

function CaptionsEntry({ video, entry, edit, take }: CaptionsEntryProps) {
  const announce = useAnnounce()
  const { uploadId, language, fileName } = entry
  const perform = (command: Command | undefined) => command && edit([command])
  const remove = () => {
    perform(removeCaptions(video, uploadId))
    announce(captionsText.removed(languageLabel(language)))
  }
  return (
    <li className={css['entry']}>
      <LanguageSelect {...{ video, entry }} onChange={tag => perform(nameLanguage(video, uploadId, tag))} />
      <span className={css['name']}>{fileName}</span>
      <div className={css['actions']}>
        <FileTrigger acceptedFileTypes={acceptedFiles} onSelect={files => files?.[0] && take(files[0], language)}>
          <Button look="quiet" aria-label={captionsText.replaceNamed(fileName)}>
            {captionsText.replace}
          </Button>
        </FileTrigger>
        <Button look="quiet" aria-label={captionsText.removeNamed(fileName)} onPress={remove}>
          {captionsText.remove}
        </Button>
      </div>
    </li>
  )
}

interface LanguageSelectProps extends Pick<CaptionsEntryProps, 'video' | 'entry'> {
  readonly onChange: (language: string) => void
}

/** Languages that other captions of the video have cannot be chosen. */
function LanguageSelect({ video, entry: { uploadId, language, fileName }, onChange }: LanguageSelectProps) {
  const others = (video.captions ?? []).flatMap(entry => (entry.uploadId === uploadId ? [] : entry.language))
  const choices = languageChoices([language]).filter(({ tag }) => !others.includes(tag))
  return (
    <select
      className={css['language']}
      aria-label={captionsText.language(fileName)}
      value={language}
      onChange={event => onChange(event.target.value)}
    >
      {language === '' && <option value="">{captionsText.unknownLanguage}</option>}
      {choices.map(({ tag, name }) => (
        <option key={tag} value={tag}>
          {name}
        </option>
      ))}
    </select>
  )
}

function languageLabel(tag: string): string {
  return tag === '' ? captionsText.unknownLanguage.toLowerCase() : languageName(tag)
}
