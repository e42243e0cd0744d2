import { linkHost } from '../../components/source/link-host.ts'
import type { PastedChapter, PastedVideo } from '../../import/paste/read-pasted-list.ts'
import { noteSentences, pasteText } from '../../text/paste.ts'
import css from './paste-dialog.module.css'
import { countsOf, type Pasting } from './pasting.ts'

const shownRows = 12

interface PastePreviewProps {
  readonly pasting: Pasting
  /** Add was pressed. */
  readonly isTried: boolean
}

export function PastePreview({ pasting, isTried }: PastePreviewProps) {
  const { chapters, videos } = countsOf(pasting)
  const notes = pasting.kind === 'nothing' ? [] : noteSentences(pasting.notes)
  return (
    <div className={css['preview']}>
      <p className={css[lookOf(pasting, isTried)]} role="status">
        {pasting.kind === 'nothing' ? problems(isTried)[pasting.why] : pasteText.found(chapters, videos)}
      </p>
      {pasting.kind !== 'nothing' && <Rows pasting={pasting} />}
      {notes.length > 0 && (
        <ul className={css['notes']} aria-label={pasteText.notes}>
          {notes.map(note => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

function lookOf(pasting: Pasting, isTried: boolean): 'found' | 'nothing' | 'problem' {
  if (pasting.kind !== 'nothing') return 'found'
  return pasting.why === 'empty' && !isTried ? 'nothing' : 'problem'
}

function problems(isTried: boolean) {
  const { empty, emptyTried, tooLong, tooMany } = pasteText
  return { empty: isTried ? emptyTried : empty, 'too-long': tooLong, 'too-many': tooMany }
}

/** The first lines: enough to see whether the list was understood. */
function Rows({ pasting }: { readonly pasting: Exclude<Pasting, { kind: 'nothing' }> }) {
  const { chapters, videos } = countsOf(pasting)
  const rows = pasting.kind === 'chapters' ? firstRows(pasting.chapters) : pasting.videos.slice(0, shownRows)
  const shown = rows.reduce((sum, row) => sum + 1 + ('videos' in row ? row.videos.length : 0), 0)
  const rest = chapters + videos - shown
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <ol className={css['rows']} tabIndex={0} aria-label={pasteText.preview}>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id, and may be equal
        <Row key={index} row={row} />
      ))}
      {rest > 0 && <li>{pasteText.more(rest)}</li>}
    </ol>
  )
}

function Row({ row }: { readonly row: PastedChapter | PastedVideo }) {
  if (!('videos' in row)) return <li>{videoLine(row)}</li>
  return (
    <li>
      <bdi>{row.title}</bdi>
      {row.videos.length > 0 && (
        <ul>
          {row.videos.map((video, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id, and may be equal
            <li key={index}>{videoLine(video)}</li>
          ))}
        </ul>
      )}
    </li>
  )
}

function videoLine({ title, url }: PastedVideo) {
  return (
    <>
      <bdi>{title}</bdi> {url !== undefined && <span className={css['link']}>{linkHost(url)}</span>}
    </>
  )
}

function firstRows(chapters: readonly PastedChapter[]): PastedChapter[] {
  const rows: PastedChapter[] = []
  let room = shownRows
  for (const { title, videos } of chapters) {
    if (room <= 0) break
    const shown = videos.slice(0, room - 1)
    rows.push({ title, videos: shown })
    room -= 1 + shown.length
  }
  return rows
}
