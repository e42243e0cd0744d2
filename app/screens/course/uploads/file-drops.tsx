import { useEffect, useEffectEvent, useState } from 'react'
import { createPortal } from 'react-dom'
import type { CourseSession } from '../../../session/session-state.ts'
import { addingText } from '../../../text/uploads-adding.ts'
import { rowName, rowOf } from '../row.ts'
import { droppedItems } from './dropped-items.ts'
import css from './file-drops.module.css'
import type { FileGestures } from './use-file-gestures.ts'

interface FileDropsProps {
  readonly session: CourseSession
  readonly files: FileGestures
}

/** Where files are held over the page. Undefined `chapterId`: over no chapter. */
interface Held {
  readonly chapterId: string | undefined
  readonly bounds: DOMRect | undefined
}

/**
 * Files that are dropped anywhere on the page: beside the outline too, where a browser would leave the app to show the
 * file. Heard by the window before React Aria, whose tree would take a drag of files for one of rows.
 */
export function FileDrops({ session, files }: FileDropsProps) {
  const [held, setHeld] = useState<Held>()
  const onHeld = useEffectEvent((event: DragEvent) => {
    if (!isOfFiles(event)) return
    event.stopPropagation()
    event.preventDefault()
    const isTaken = !isBehindDialog()
    if (event.dataTransfer) event.dataTransfer.dropEffect = isTaken ? 'copy' : 'none'
    setHeld(before => (isTaken ? sameOr(before, heldAt(event, session)) : undefined))
  })
  const onLeave = useEffectEvent((event: DragEvent) => {
    if (event.relatedTarget === null) setHeld(undefined)
  })
  const onDrop = useEffectEvent((event: DragEvent) => {
    if (!isOfFiles(event)) return
    event.stopPropagation()
    event.preventDefault()
    setHeld(undefined)
    if (event.dataTransfer && !isBehindDialog()) {
      files.drop(droppedItems(event.dataTransfer), heldAt(event, session).chapterId)
    }
  })
  useEffect(() => {
    const stop = new AbortController()
    const early = { capture: true, signal: stop.signal }
    for (const type of ['dragenter', 'dragover'] as const) window.addEventListener(type, event => onHeld(event), early)
    window.addEventListener('dragleave', event => onLeave(event), early)
    window.addEventListener('drop', event => onDrop(event), early)
    return () => stop.abort()
  }, [])
  return held && <DropHint held={held} title={titleOf(session, held.chapterId)} />
}

/** For the eye alone: who drags files sees where they go. */
function DropHint({ held, title }: { readonly held: Held; readonly title: string | undefined }) {
  const { top, left, width, height } = held.bounds ?? new DOMRect()
  return createPortal(
    <div aria-hidden="true">
      {held.bounds && <div className={css['frame']} style={{ top, left, width, height }} />}
      <p className={css['hint']}>{title === undefined ? addingText.dropOnOutline : addingText.dropOnChapter(title)}</p>
    </div>,
    document.body,
  )
}

function isOfFiles({ dataTransfer, target }: DragEvent): boolean {
  const isForOthers = target instanceof Element && target.closest('[data-takes-files]') !== null
  return !isForOthers && (dataTransfer?.types.includes('Files') ?? false)
}

/** What is asked in a dialog comes first. */
function isBehindDialog(): boolean {
  return document.querySelector('[role=dialog], [role=alertdialog]') !== null
}

function heldAt({ target }: DragEvent, session: CourseSession): Held {
  const chapterId = target instanceof Element ? chapterAt(target, session) : undefined
  const shown = chapterId === undefined ? '[role=treegrid]' : `[data-row="${CSS.escape(chapterRow(chapterId))}"]`
  return { chapterId, bounds: document.querySelector(shown)?.getBoundingClientRect() }
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

function titleOf(session: CourseSession, chapterId: string | undefined): string | undefined {
  return chapterId === undefined ? undefined : session.getState().course.chapters.get(chapterId)?.title
}

/** Twenty times a second nothing has changed. */
function sameOr(before: Held | undefined, now: Held): Held {
  const [one, other] = [before?.bounds, now.bounds]
  const isSame = before?.chapterId === now.chapterId && one?.top === other?.top && one?.height === other?.height
  return before && isSame ? before : now
}
