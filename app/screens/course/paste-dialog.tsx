import { type FormEvent, useDeferredValue, useMemo, useState } from 'react'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { TextArea } from 'react-aria-components/TextArea'
import { TextField } from 'react-aria-components/TextField'
import { chaptersOf } from '../../../course/outline.ts'
import { afterFocusReturns } from '../../components/after-focus-returns.ts'
import { useAnnounce } from '../../components/announcer/announcer.tsx'
import { Button } from '../../components/button/button.tsx'
import { Dialog, DialogActions } from '../../components/dialog/dialog.tsx'
import { Select } from '../../components/select/select.tsx'
import fieldCss from '../../components/text-input/text-input.module.css'
import { pasteChapters, pasteVideos } from '../../import/paste/paste-commands.ts'
import { type PastedList, readPastedList } from '../../import/paste/read-pasted-list.ts'
import { pasteText } from '../../text/paste.ts'
import { useSeams } from '../seams.ts'
import type { ActionContext } from './course-action.ts'
import css from './paste-dialog.module.css'
import { PastePreview } from './paste-preview.tsx'
import { asChapters, countsOf, likelyTarget, type Pasting, pastingOf } from './pasting.ts'

interface PasteDialogProps {
  readonly context: ActionContext
  /** What was pasted on the outline. */
  readonly text: string
  readonly onClose: () => void
}

/** A list becomes chapters and videos, shown before they are added, and added as one gesture. */
export function PasteDialog({ context, text: pasted, onClose }: PasteDialogProps) {
  const [text, setText] = useState(pasted)
  const [isTried, setTried] = useState(false)
  const { targetOf, setTarget } = useTarget(context)
  // A long list is read behind the keystroke.
  const shown = useDeferredValue(text)
  const list = useMemo(() => readPastedList(shown), [shown])
  const add = useAdd(context)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const latest = readPastedList(text)
    const pasting = pastingOf(latest, targetOf(latest))
    if (pasting.kind === 'nothing') return
    onClose()
    afterFocusReturns(() => add(pasting))
  }
  return (
    <Dialog title={pasteText.title} onClose={onClose}>
      <form onSubmit={submit}>
        <ListField value={text} onChange={setText} />
        {list.kind === 'flat' && <TargetSelect context={context} target={targetOf(list)} onChange={setTarget} />}
        <PastePreview pasting={pastingOf(list, targetOf(list))} isTried={isTried} />
        <DialogActions>
          <Button onPress={onClose}>{pasteText.cancel}</Button>
          <Button look="primary" type="submit">
            {pasteText.add}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

/** What the author has chosen, or what is likely meant, as long as it is there. */
function useTarget({ state, view }: ActionContext) {
  const [chosen, setTarget] = useState<string>()
  const chapters = chaptersOf(state.course)
  const { focused } = view
  const inHand = focused?.kind === 'video' ? state.course.videos.get(focused.id)?.place[0] : focused?.id
  const isThere = chosen === asChapters || chapters.some(({ id }) => id === chosen)
  const targetOf = (list: PastedList) =>
    chosen !== undefined && isThere ? chosen : likelyTarget(list, chapters, inHand)
  return { targetOf, setTarget }
}

/** One gesture, taken back by one undo; the focus goes to the first new row. */
function useAdd({ session, view }: ActionContext): (pasting: Exclude<Pasting, { kind: 'nothing' }>) => void {
  const { newId } = useSeams()
  const announce = useAnnounce()
  return pasting => {
    const { course } = session.getState()
    const { commands, first } =
      pasting.kind === 'chapters' ? pasteChapters(course, pasting.chapters, newId) : pasteVideos(course, pasting, newId)
    session.edit(commands)
    view.reveal(first)
    const { chapters, videos } = countsOf(pasting)
    announce(pasteText.added(chapters, videos))
  }
}

function ListField({ value, onChange }: { readonly value: string; readonly onChange: (text: string) => void }) {
  return (
    <TextField className={fieldCss['field'] ?? ''} value={value} onChange={onChange} autoFocus>
      <Label className={fieldCss['label'] ?? ''}>{pasteText.label}</Label>
      <TextArea className={css['text'] ?? ''} placeholder={pasteText.example} spellCheck="false" />
      <Text slot="description" className={fieldCss['hint'] ?? ''}>
        {pasteText.hint}
      </Text>
    </TextField>
  )
}

interface TargetSelectProps {
  readonly context: ActionContext
  readonly target: string
  readonly onChange: (target: string) => void
}

function TargetSelect({ context, target, onChange }: TargetSelectProps) {
  const chapters = chaptersOf(context.state.course).map(({ id, title }) => ({
    id,
    label: pasteText.asVideosOf(title),
  }))
  const options = [{ id: asChapters, label: pasteText.asChapters }, ...chapters]
  return <Select label={pasteText.addAs} value={target} options={options} onChange={onChange} />
}
