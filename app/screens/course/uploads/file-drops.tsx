import { useEffect, useEffectEvent, useState } from 'react'
import { createPortal } from 'react-dom'
import { useAnnounce } from '../../../components/announcer/announcer.tsx'
import type { CourseSession } from '../../../session/session-state.ts'
import { addingText } from '../../../text/uploads-adding.ts'
import type { DiskFile } from '../../../uploads/chosen-file.ts'
import { type DroppedItem, readDropped } from '../../../uploads/dropped-files.ts'
import type { CourseDialog } from '../course-dialog.ts'
import { rowName, rowOf } from '../row.ts'
import { droppedItems } from './dropped-items.ts'
import css from './file-drops.module.css'
import type { FileGestures } from './use-file-gestures.ts'

interface FileDropsProps {
  readonly session: CourseSession
  readonly files: FileGestures
  /** What stands over the page. */
  readonly dialog: CourseDialog | undefined
  readonly onDialog: (dialog: CourseDialog) => void
  /** Why nothing is taken here at all; undefined: it is. */
  readonly refusal?: string | undefined
}

/** Where files are held over the page, and what becomes of them there. */
interface Held {
  /** Undefined: over no chapter. */
  readonly chapterId?: string | undefined
  readonly bounds?: DOMRect | undefined
  readonly hint: string
  readonly isRefused?: boolean
}

/**
 * Files that are dropped anywhere on the page: beside the outline too, where a browser would leave the app to show the
 * file. Heard by the window before React Aria, whose tree would take a drag of files for one of rows.
 */
export function FileDrops(props: FileDropsProps) {
  const [held, setHeld] = useState<Held>()
  const announce = useAnnounce()
  const onHeld = useEffectEvent((event: DragEvent) => {
    if (!isOfFiles(event)) return
    event.stopPropagation()
    event.preventDefault()
    const now = heldAt(event, props)
    if (event.dataTransfer) event.dataTransfer.dropEffect = now.isRefused ? 'none' : 'copy'
    if (now.isRefused && !held?.isRefused) announce(now.hint, 'assertive')
    setHeld(sameOr(held, now))
  })
  const onLeave = useEffectEvent((event: DragEvent) => {
    if (event.relatedTarget === null) setHeld(undefined)
  })
  const onDrop = useEffectEvent((event: DragEvent) => {
    if (!isOfFiles(event)) return
    event.stopPropagation()
    event.preventDefault()
    setHeld(undefined)
    if (event.dataTransfer) takeDropped(droppedItems(event.dataTransfer), heldAt(event, props), props)
  })
  useEffect(() => {
    const stop = new AbortController()
    const early = { capture: true, signal: stop.signal }
    for (const type of ['dragenter', 'dragover'] as const) window.addEventListener(type, event => onHeld(event), early)
    window.addEventListener('dragleave', event => onLeave(event), early)
    window.addEventListener('drop', event => onDrop(event), early)
    return () => stop.abort()
  }, [])
  return held && <DropHint {...held} />
}

function takeDropped(items: readonly DroppedItem[], { chapterId, isRefused }: Held, props: FileDropsProps): void {
  const { files, dialog, onDialog } = props
  if (isRefused) return
  if (dialog?.kind === 'upload') onDialog({ ...dialog, files: joined(dialog.files, readDropped(items)) })
  else files.drop(items, chapterId)
}

/** For the eye alone: who drags files sees where they go. */
function DropHint({ bounds, hint, isRefused }: Held) {
  const { top, left, width, height } = bounds ?? new DOMRect()
  return createPortal(
    <div aria-hidden="true">
      {bounds && <div className={css['frame']} style={{ top, left, width, height }} />}
      <p className={css['hint']} data-refused={isRefused}>
        {hint}
      </p>
    </div>,
    document.body,
  )
}

function isOfFiles({ dataTransfer, target }: DragEvent): boolean {
  const isForOthers = target instanceof Element && target.closest('[data-takes-files]') !== null
  return !isForOthers && (dataTransfer?.types.includes('Files') ?? false)
}

/** What is asked in a dialog comes first; the one that shows files takes more of them. */
function heldAt({ target }: DragEvent, { session, dialog, refusal }: FileDropsProps): Held {
  if (refusal !== undefined) return { hint: refusal, isRefused: true }
  const open = document.querySelector('[role=dialog], [role=alertdialog]')
  if (open && dialog?.kind === 'upload') return { hint: addingText.dropOnPreview, bounds: open.getBoundingClientRect() }
  if (open) return { hint: addingText.dropBehindDialog, isRefused: true }
  const chapterId = target instanceof Element ? chapterAt(target, session) : undefined
  const title = chapterId === undefined ? undefined : session.getState().course.chapters.get(chapterId)?.title
  const shown = chapterId === undefined ? '[role=treegrid]' : `[data-row="${CSS.escape(chapterRow(chapterId))}"]`
  const hint = title === undefined ? addingText.dropOnOutline : addingText.dropOnChapter(title)
  return { hint, chapterId, bounds: document.querySelector(shown)?.getBoundingClientRect() }
}

/** The same file again is one file. */
async function joined(
  before: Promise<readonly DiskFile[]>,
  more: Promise<readonly DiskFile[]>,
): Promise<readonly DiskFile[]> {
  const [first, second] = await Promise.all([before, more])
  const nameOf = ({ path, file }: DiskFile) => [path, file.size, file.lastModified].join('\n')
  const known = new Set(first.map(nameOf))
  return [...first, ...second.filter(file => !known.has(nameOf(file)))]
}

/** A chapter's own row, those of its videos, and what stands there while it has none. */
function chapterAt(target: Element, session: CourseSession): string | undefined {
  const { chapters, videos } = session.getState().course
  const row = rowOf(target.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? '')
  const empty = target.closest<HTMLElement>('[data-empty-chapter]')?.dataset['emptyChapter']
  const chapterId = row?.kind === 'video' ? videos.get(row.id)?.place[0] : (row?.id ?? empty)
  const chapter = chapterId === undefined ? undefined : chapters.get(chapterId)
  return chapter && !chapter.deleted ? chapter.id : undefined
}

const chapterRow = (id: string) => rowName({ kind: 'chapter', id })

/** Twenty times a second nothing has changed. */
function sameOr(before: Held | undefined, now: Held): Held {
  const [one, other] = [before?.bounds, now.bounds]
  const isSame = before?.hint === now.hint && one?.top === other?.top && one?.height === other?.height
  return before && isSame ? before : now
}
