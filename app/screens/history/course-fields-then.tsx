import type { CourseInfo } from '../../../course/model.ts'
import { sinceText, versionText } from '../../text/history.ts'
import { quoted } from '../../text/words.ts'
import css from './version.module.css'

interface CourseFieldsThenProps {
  readonly version: CourseInfo
  readonly now: CourseInfo
}

/** The course's own fields, those that are others now. */
export function CourseFieldsThen({ version, now }: CourseFieldsThenProps) {
  const fields = [
    { label: versionText.courseTitle, was: version.title, is: now.title },
    { label: versionText.description, was: version.description, is: now.description },
    { label: versionText.language, was: version.language, is: now.language },
  ].filter(field => field.was !== field.is)
  if (fields.length === 0) return null
  return (
    <dl className={css['fields']}>
      {fields.map(field => (
        <div key={field.label} className={css['field']}>
          <dt>{field.label}</dt>
          <dd>
            {wordsOf(field.was)} <span className={css['mark']}>{sinceText.info(wordsOf(field.is))}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function wordsOf(value: string | undefined): string {
  return value ? quoted(value) : versionText.none
}
