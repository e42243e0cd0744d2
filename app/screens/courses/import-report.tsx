import type { ReportKind, ReportLine } from '../../import/report.ts'
import { sentenceOf } from '../../import/report-sentence.ts'
import { importText } from '../../text/screens.ts'
import css from './course-list.module.css'

const kinds: readonly ReportKind[] = ['imported', 'flattened', 'left-out', 'problem']

export function ImportReport({ lines }: { readonly lines: readonly ReportLine[] }) {
  return kinds.map(kind => <Kind key={kind} kind={kind} lines={lines.filter(line => line.kind === kind)} />)
}

function Kind({ kind, lines }: { readonly kind: ReportKind; readonly lines: readonly ReportLine[] }) {
  if (lines.length === 0) return null
  return (
    <section>
      <h3 className={css['kind']}>{importText.kinds[kind]}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ul className={css['lines']} tabIndex={0} aria-label={importText.kinds[kind]}>
        {lines.map(line => (
          <li key={JSON.stringify(line)}>{sentenceOf(line)}</li>
        ))}
      </ul>
    </section>
  )
}
