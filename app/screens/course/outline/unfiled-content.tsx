import { outlineText } from '../../../text/outline.ts'
import css from './row-content.module.css'

/** Live videos whose chapter is gone: nothing disappears [C3]. */
export function UnfiledContent() {
  return (
    <div className={css['unfiled']}>
      <h2>{outlineText.unfiled}</h2>
      <p>{outlineText.unfiledHint}</p>
    </div>
  )
}
