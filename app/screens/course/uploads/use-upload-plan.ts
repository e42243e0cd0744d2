/** Files on their way to a preview: they are read, and the engine is loaded, while the dialog is open already. */
import { use, useEffect, useState } from 'react'
import type { DiskFile } from '../../../uploads/chosen-file.ts'
import type { UploadPlan } from '../../../uploads/planned-uploads.ts'
import { type Uploads, UploadsContext } from './uploads-context.ts'

type Planned =
  | { readonly kind: 'reading' }
  /** The engine cannot be loaded now. */
  | { readonly kind: 'failed' }
  | { readonly kind: 'planned'; readonly uploads: Uploads; readonly plan: UploadPlan<DiskFile> }

export function useUploadPlan(files: Promise<readonly DiskFile[]>): Planned {
  const open = use(UploadsContext)?.open
  const [planned, setPlanned] = useState<Planned>({ kind: 'reading' })
  useEffect(() => {
    let isGone = false
    const show = (next: Planned) => isGone || setPlanned(next)
    Promise.all([open?.(), files]).then(
      ([uploads, read]) => show(uploads ? { kind: 'planned', uploads, plan: uploads.plan(read) } : { kind: 'failed' }),
      () => show({ kind: 'failed' }),
    )
    return () => {
      isGone = true
    }
  }, [open, files])
  return planned
}
