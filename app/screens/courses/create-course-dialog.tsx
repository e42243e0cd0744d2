import { type FormEvent, useState } from 'react'
import { limits } from '../../../course/limits.ts'
import { Button } from '../../components/button/button.tsx'
import { Dialog, DialogActions } from '../../components/dialog/dialog.tsx'
import { TextInput } from '../../components/text-input/text-input.tsx'
import { appText, courseListText } from '../../text/screens.ts'
import { useCreateCourse } from './use-create-course.ts'

export function CreateCourseDialog({ onClose }: { readonly onClose: () => void }) {
  const createCourse = useCreateCourse()
  const [title, setTitle] = useState('')
  const [error, setError] = useState<string>()
  const [isCreating, setCreating] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isCreating) return
    if (!title.trim()) return setError(courseListText.createMissing)
    setCreating(true)
    createCourse([{ type: 'edit-course', title: title.trim(), was: {} }]).catch(() => {
      setCreating(false)
      setError(courseListText.failed)
    })
  }
  return (
    <Dialog title={courseListText.createTitle} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <TextInput
          label={courseListText.createLabel}
          value={title}
          onChange={setTitle}
          maxLength={limits.titleLength}
          error={error}
          isFocusedFirst
        />
        <DialogActions>
          <Button onPress={onClose}>{appText.cancel}</Button>
          <Button look="primary" type="submit" isPending={isCreating}>
            {courseListText.createAction}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
