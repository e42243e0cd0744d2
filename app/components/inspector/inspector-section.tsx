import { type ReactNode, useId } from 'react'
import css from './inspector.module.css'

interface InspectorSectionProps {
  readonly title: string
  readonly hint?: string
  readonly children?: ReactNode
}

/** A region of the inspector, named by its heading. */
export function InspectorSection({ title, hint, children }: InspectorSectionProps) {
  const headingId = useId()
  return (
    <section className={css['section']} aria-labelledby={headingId}>
      <h3 className={css['heading']} id={headingId}>
        {title}
      </h3>
      {hint && <p className={css['hint']}>{hint}</p>}
      {children}
    </section>
  )
}
