import { type FormEvent, useState } from 'react'
import { limits } from '../../../course/limits.ts'
import type { Course } from '../../../course/model.ts'
import { Button } from '../../components/button/button.tsx'
import { Dialog, DialogActions } from '../../components/dialog/dialog.tsx'
import { linkHost } from '../../components/source/link-host.ts'
import { TextInput } from '../../components/text-input/text-input.tsx'
import { addVideoText } from '../../text/outline.ts'
import type { NewVideo, OutlineActions } from './outline-actions.ts'

interface AddVideoDialogProps {
  readonly chapterId: string
  readonly course: Course
  readonly actions: OutlineActions
  readonly onClose: () => void
}

export function AddVideoDialog({ chapterId, course, actions, onClose }: AddVideoDialogProps) {
  const add = (video: Omit<NewVideo, 'chapterId'>) => {
    actions.addVideo({ chapterId, ...video })
    onClose()
  }
  return (
    <Dialog title={addVideoText.title(course.chapters.get(chapterId)?.title ?? '')} onClose={onClose}>
      <VideoForm onAdd={add} onClose={onClose} />
    </Dialog>
  )
}

interface VideoFormProps {
  readonly onAdd: (video: Omit<NewVideo, 'chapterId'>) => void
  readonly onClose: () => void
}

function VideoForm({ onAdd, onClose }: VideoFormProps) {
  const [title, setTitle] = useState('')
  const [url, setUrl] = useState('')
  const [isTried, setTried] = useState(false)
  const titleError = title.trim() ? undefined : addVideoText.nameMissing
  const urlError = isAddress(url.trim()) ? undefined : addVideoText.linkWrong
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!titleError && !urlError) onAdd({ title: title.trim(), ...(url.trim() && { url: url.trim() }) })
  }
  return (
    <form onSubmit={submit} noValidate>
      <TextInput
        label={addVideoText.name}
        value={title}
        onChange={setTitle}
        maxLength={limits.titleLength}
        error={isTried ? titleError : undefined}
        isFocusedFirst
      />
      <LinkInput value={url} onChange={setUrl} error={isTried ? urlError : undefined} />
      <DialogActions>
        <Button onPress={onClose}>{addVideoText.cancel}</Button>
        <Button look="primary" type="submit">
          {addVideoText.add}
        </Button>
      </DialogActions>
    </form>
  )
}

function LinkInput(field: { value: string; onChange: (value: string) => void; error: string | undefined }) {
  const { link, linkHint } = addVideoText
  return <TextInput {...field} label={link} hint={linkHint} maxLength={limits.urlLength} type="url" />
}

function isAddress(url: string): boolean {
  return url === '' || linkHost(url) !== undefined
}
