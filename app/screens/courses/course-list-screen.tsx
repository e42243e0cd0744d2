import Archive from 'lucide-react/icons/archive'
import Plus from 'lucide-react/icons/plus'
import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import { Button } from '../../components/button/button.tsx'
import { isDialogOpen } from '../../components/dialog/open-dialog.ts'
import { loadedLater } from '../../components/loaded-later/loaded-later.tsx'
import { type ListedCourses, useCourseList } from '../../server-state/use-course-list.ts'
import { courseListText, importText } from '../../text/screens.ts'
import { isPressed } from '../course/shortcut.ts'
import { Page } from '../page.tsx'
import { useSeams } from '../seams.ts'
import css from './course-list.module.css'
import { Courses } from './courses.tsx'
import { CreateCourseDialog } from './create-course-dialog.tsx'

/** An eighth of the app with its drop zone, and most visits import nothing. */
const ImportDialog = loadedLater(async () => (await import('./import-dialog.tsx')).ImportDialog)

const ListPalette = loadedLater(async () => (await import('./list-palette.tsx')).ListPalette)

export function CourseListScreen() {
  const { devices } = useSeams()
  const listed = useCourseList(devices)
  const [dialog, setDialog] = useState<'create' | 'import' | 'palette'>()
  const [create, startImport] = useMemo(() => [() => setDialog('create'), () => setDialog('import')], [])
  usePaletteKey(() => setDialog('palette'))
  const close = () => setDialog(undefined)
  // Now and not when it is asked for: the network may be gone by then.
  useEffect(() => {
    void ImportDialog.preload().then(ListPalette.preload)
  }, [])
  return (
    <Page title={courseListText.title}>
      <div className={css['actions']}>
        <Button look="primary" onPress={create}>
          <Plus aria-hidden="true" />
          {courseListText.create}
        </Button>
        <Button onPress={startImport}>
          <Archive aria-hidden="true" />
          {importText.title}
        </Button>
      </div>
      {listed.isFromDeviceOnly && <p className={css['notice']}>{courseListText.deviceOnly}</p>}
      <CourseListState listed={listed} />
      {dialog === 'create' && <CreateCourseDialog onClose={close} />}
      {dialog === 'import' && <ImportDialog onClose={close} />}
      {dialog === 'palette' && (
        <ListPalette courses={listed.courses} onCreate={create} onImport={startImport} onClose={close} />
      )}
    </Page>
  )
}

/** As on the course screen. */
function usePaletteKey(open: () => void): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (!isPressed(event, 'Mod+K')) return
    event.preventDefault()
    if (!isDialogOpen()) open()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}

function CourseListState({ listed }: { readonly listed: ListedCourses }) {
  if (listed.isLoading) return <SkeletonCourses />
  return <Courses listed={listed} />
}

/** Rows in the size of courses: nothing moves when the courses come. */
function SkeletonCourses() {
  return (
    <div className={css['list']} role="status" aria-label={courseListText.loading}>
      <div className={css['ghost']} />
      <div className={css['ghost']} />
      <div className={css['ghost']} />
    </div>
  )
}
