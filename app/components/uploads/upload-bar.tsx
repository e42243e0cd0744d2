import css from './upload-bar.module.css'

export type BarLook = 'moving' | 'still' | 'problem' | 'done'

interface UploadBarProps {
  readonly label: string
  /** Of what the server has stored. */
  readonly percent: number
  readonly look: BarLook
  /** What else is said of it. */
  readonly text: string
}

export function UploadBar({ label, percent, look, text }: UploadBarProps) {
  return (
    <span
      className={css['bar']}
      data-look={look}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={text}
    >
      <span className={css['done']} style={{ inlineSize: `${percent}%` }} />
    </span>
  )
}
