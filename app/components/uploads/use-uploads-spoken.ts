import { useEffect, useRef } from 'react'
import { failureSentence, spokenUploads } from '../../text/uploads-showing.ts'
import type { UploadsSnapshot } from '../../uploads/upload-state.ts'
import { useAnnounce } from '../announcer/announcer.tsx'
import { type Quarter, quarterOf, totalOf } from './upload-total.ts'

export interface Spoken {
  readonly quarter: Quarter | undefined
  /** Those that have failed. */
  readonly failed: ReadonlySet<string>
}

/** Speaks the quarters of all uploads, and each file that fails: politely, and nothing twice. */
export function useUploadsSpoken(
  snapshot: UploadsSnapshot,
  maxUploadBytes: (() => number | undefined) | undefined,
): void {
  const announce = useAnnounce()
  const before = useRef<Spoken | undefined>(undefined)
  useEffect(() => {
    const { spoken, sentences } = nextSpoken(before.current, snapshot, maxUploadBytes?.())
    before.current = spoken
    if (sentences.length > 0) announce(sentences.join(' '))
  }, [snapshot, announce, maxUploadBytes])
}

/** @param before undefined at first: what was there before the page was opened is no news */
export function nextSpoken(
  before: Spoken | undefined,
  snapshot: UploadsSnapshot,
  maxUploadBytes?: number,
): { readonly spoken: Spoken; readonly sentences: readonly string[] } {
  const failing = snapshot.items.filter(({ state }) => state.status === 'failed')
  const spoken = { quarter: quarterOf(totalOf(snapshot)), failed: new Set(failing.map(({ uploadId }) => uploadId)) }
  const failures = failing.flatMap(({ uploadId, fileName, state }) =>
    state.status !== 'failed' || !before || before.failed.has(uploadId)
      ? []
      : failureSentence(fileName, state.code, maxUploadBytes),
  )
  return { spoken, sentences: [...quarterSentences(before?.quarter, snapshot), ...failures] }
}

function quarterSentences(before: Quarter | undefined, snapshot: UploadsSnapshot): readonly string[] {
  const total = totalOf(snapshot)
  const quarter = quarterOf(total)
  if (quarter === undefined || quarter === before) return []
  if (quarter === 100) return before === undefined ? [] : [spokenUploads.done(total.count)]
  // More files: it begins anew.
  if (before === undefined || before === 100) return [spokenUploads.begun(total.count - total.complete)]
  return quarter > before ? [spokenUploads.quarter(quarter)] : []
}
