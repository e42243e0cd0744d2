import { Button } from '../../components/button/button.tsx'
import { Dialog, DialogActions } from '../../components/dialog/dialog.tsx'
import type { ArchiveImport } from '../../import/imported-course.ts'
import { importText } from '../../text/screens.ts'
import { ArchivePicker } from './archive-picker.tsx'
import css from './course-list.module.css'
import { ImportReport } from './import-report.tsx'
import { useArchive } from './use-archive.ts'

/** Choose, see what comes in and what does not, then import as one operation. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const { state, read, save, reset } = useArchive()
  return (
    <Dialog title={importText.title} onClose={onClose}>
      {'problem' in state && (
        <p className={css['problem']} role="alert">
          {state.problem}
        </p>
      )}
      {state.kind === 'choosing' && <ArchivePicker onFile={read} />}
      {state.kind === 'reading' && <p role="status">{importText.reading}</p>}
      {(state.kind === 'preview' || state.kind === 'saving') && (
        <Preview archive={state.archive} isSaving={state.kind === 'saving'} onSave={save} onOther={reset} />
      )}
    </Dialog>
  )
}

interface PreviewProps {
  readonly archive: ArchiveImport
  readonly isSaving: boolean
  readonly onSave: (archive: ArchiveImport) => void
  readonly onOther: () => void
}

function Preview({ archive, isSaving, onSave, onOther }: PreviewProps) {
  const { course, report } = archive
  const videos = course.chapters.flatMap(chapter => chapter.videos).length
  return (
    <>
      <p className={css['preview']} role="status">
        {importText.preview(course.title, course.chapters.length, videos)}
      </p>
      <ImportReport lines={report} />
      <DialogActions>
        <Button onPress={onOther} isPending={isSaving}>
          {importText.other}
        </Button>
        <Button look="primary" onPress={() => onSave(archive)} isPending={isSaving}>
          {isSaving ? importText.saving : importText.action}
        </Button>
      </DialogActions>
    </>
  )
}
