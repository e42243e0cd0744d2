/** Files on their way to a preview: they are read, and the engine is loaded, while the dialog is open already. */
import { use, useEffect, useState } from 'react'
import type { DiskFile } from '../../../uploads/chosen-file.ts'
import type { UploadPlan } from '../../../uploads/planned-uploads.ts'
import type { Lack } from './course-file-room.ts'
import { type Uploads, UploadsContext } from './uploads-context.ts'

interface MeasuredPlan {
  readonly plan: UploadPlan<DiskFile>
  /** Undefined: all of it fits into this browser, as far as that says. */
  readonly lack: Lack | undefined
}

type Planned =
  | { readonly kind: 'reading' }
  /** The engine cannot be loaded now. */
  | { readonly kind: 'failed' }
  | ({ readonly kind: 'planned'; readonly uploads: Uploads } & MeasuredPlan)

export function useUploadPlan(files: Promise<readonly DiskFile[]>): Planned {
  const open = use(UploadsContext)?.open
  const [planned, setPlanned] = useState<Planned>({ kind: 'reading' })
  useEffect(() => {
    let isGone = false
    const show = (next: Planned) => isGone || setPlanned(next)
    const plan = async () => {
      const [uploads, read] = await Promise.all([open?.(), files])
      show(uploads ? { kind: 'planned', uploads, ...(await measuredPlan(uploads, read)) } : { kind: 'failed' })
    }
    plan().catch(() => show({ kind: 'failed' }))
    return () => {
      isGone = true
    }
  }, [open, files])
  return planned
}

async function measuredPlan(uploads: Uploads, files: readonly DiskFile[]): Promise<MeasuredPlan> {
  const plan = await uploads.plan(files)
  return { plan, lack: await uploads.room.lackFor(sizesIn(plan)) }
}

/** Of all that would be sent, in the order in which it is kept. */
export function sizesIn({ videos, chapters }: UploadPlan<DiskFile>): readonly number[] {
  const all = [...videos, ...chapters.flatMap(chapter => chapter.videos)]
  return all.flatMap(({ file, captions }) => [file.sizeBytes, ...captions.map(caption => caption.file.sizeBytes)])
}
