import { useState } from 'react'
import { isLecternError } from '../../../course/errors.ts'
import type { ArchiveImport } from '../../import/imported-course.ts'
import { reasonOf } from '../../text/errors.ts'
import { courseListText, importText } from '../../text/screens.ts'
import { useSeams } from '../seams.ts'
import { useCreateCourse } from './use-create-course.ts'

/** Where an import stands. */
export type ArchiveState =
  | { readonly kind: 'choosing'; readonly problem?: string }
  | { readonly kind: 'reading' }
  | { readonly kind: 'preview'; readonly archive: ArchiveImport; readonly problem?: string }
  | { readonly kind: 'saving'; readonly archive: ArchiveImport }

export interface ArchiveSteps {
  readonly state: ArchiveState
  readonly read: (file: Blob) => void
  readonly save: (archive: ArchiveImport) => void
  readonly reset: () => void
}

export function useArchive(): ArchiveSteps {
  const { newId } = useSeams()
  const createCourse = useCreateCourse()
  const [state, setState] = useState<ArchiveState>({ kind: 'choosing' })
  const read = (file: Blob) => {
    setState({ kind: 'reading' })
    readArchive(file, newId).then(setState)
  }
  const save = (archive: ArchiveImport) => {
    setState({ kind: 'saving', archive })
    createCourse(archive.commands).catch(() => setState({ kind: 'preview', archive, problem: courseListText.failed }))
  }
  return { state, read, save, reset: () => setState({ kind: 'choosing' }) }
}

/** The parser is loaded when the first archive is chosen; it may be that which fails. */
async function readArchive(file: Blob, newId: () => string): Promise<ArchiveState> {
  try {
    const { importArchive } = await import('../../import/import-archive.ts')
    return { kind: 'preview', archive: await importArchive(file, { newId }) }
  } catch (error) {
    if (isLecternError(error)) return { kind: 'choosing', problem: importText.failed(reasonOf(error.code)) }
    reportError(error)
    return { kind: 'choosing', problem: importText.notRead }
  }
}
