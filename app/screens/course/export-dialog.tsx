import Download from 'lucide-react/icons/download'
import { useMemo, useState } from 'react'
import type { Course } from '../../../course/model.ts'
import { Button } from '../../components/button/button.tsx'
import { Dialog } from '../../components/dialog/dialog.tsx'
import { downloadFile } from '../../components/download-file.ts'
import { exportFile } from '../../export/export-file.ts'
import { type ExportFormat, type LeftOut, leftOutOf } from '../../export/left-out.ts'
import { exportText } from '../../text/export.ts'
import { outlineText } from '../../text/outline.ts'
import { fileNameOf } from '../../text/words.ts'
import { useSeams } from '../seams.ts'
import type { ActionContext } from './course-action.ts'
import css from './export-dialog.module.css'

const formats: readonly ExportFormat[] = ['lectern', 'olx', 'markdown']

interface ExportDialogProps {
  readonly context: ActionContext
  readonly onClose: () => void
}

/** Three formats, each with what it is for and what it cannot carry. Stays open: an author may want two of them. */
export function ExportDialog({ context, onClose }: ExportDialogProps) {
  const { course, draft } = context.state
  const { said, isWorking, start } = useExport(context)
  return (
    <Dialog title={exportText.title} onClose={onClose}>
      <p>{draft.length > 0 ? exportText.draft(draft.length) : exportText.saved}</p>
      <ul className={css['formats']}>
        {formats.map(format => (
          <Format key={format} format={format} course={course} onDownload={() => isWorking || start(format)} />
        ))}
      </ul>
      <p className={css['done']} role="status">
        {said}
      </p>
    </Dialog>
  )
}

function useExport({ session }: ActionContext) {
  const { now } = useSeams()
  const [said, setSaid] = useState('')
  const [isWorking, setWorking] = useState(false)
  const start = async (format: ExportFormat) => {
    setWorking(true)
    setSaid(exportText.working)
    const { course } = session.getState()
    const name = fileNameOf(course.info.title, exportText.formats[format].extension)
    try {
      downloadFile(name, await exportFile(format, { course, names: outlineText, exportedAt: now() }))
      setSaid(exportText.done(name))
    } catch (error) {
      setSaid(exportText.failed)
      throw error
    } finally {
      setWorking(false)
    }
  }
  return { said, isWorking, start }
}

interface FormatProps {
  readonly format: ExportFormat
  readonly course: Course
  readonly onDownload: () => void
}

function Format({ format, course, onDownload }: FormatProps) {
  const { name, hint } = exportText.formats[format]
  const parts = useMemo(() => partsOf(leftOutOf(course, format)), [course, format])
  return (
    <li className={css['format']}>
      <div>
        <h3 className={css['name']}>{name}</h3>
        <p>{hint}</p>
        {parts.length > 0 && <p className={css['out']}>{exportText.staysOut(parts)}</p>}
      </div>
      <Button aria-label={exportText.downloadNamed(name)} onPress={onDownload}>
        <Download aria-hidden="true" />
        {exportText.download}
      </Button>
    </li>
  )
}

function partsOf(leftOut: LeftOut): string[] {
  const kinds = ['trashed', 'files', 'captions', 'links'] as const
  return kinds.filter(kind => leftOut[kind] > 0).map(kind => exportText[kind](leftOut[kind]))
}
