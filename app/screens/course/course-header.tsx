import ListChecks from 'lucide-react/icons/list-checks'
import { ActivityButton } from '../../components/activity/activity-button.tsx'
import { Button } from '../../components/button/button.tsx'
import { Menu } from '../../components/menu/menu.tsx'
import { PresenceBar } from '../../components/presence/presence-bar.tsx'
import { SaveButton } from '../../components/save-button/save-button.tsx'
import { saveButtonOf } from '../../components/save-button/save-button-of.ts'
import { chipOf } from '../../components/status-chip/chip-of.ts'
import { StatusChip } from '../../components/status-chip/status-chip.tsx'
import { useAwaitedFiles } from '../../components/uploads/use-awaited-files.ts'
import { reviewText } from '../../text/review.ts'
import { courseText } from '../../text/screens.ts'
import { useSeams } from '../seams.ts'
import { type ActionContext, actionGroups, type CourseAction, isOffered } from './course-action.ts'
import { courseActions } from './course-actions.ts'
import css from './course-header.module.css'
import { CourseTitle } from './course-title.tsx'
import { downloadCopy } from './download-copy.ts'
import { isMacKeyboard, shortcutLabel } from './shortcut.ts'

interface CourseHeaderProps {
  readonly context: ActionContext
  /** ms since 1970, this device's clock. */
  readonly now: number
}

export function CourseHeader({ context, now }: CourseHeaderProps) {
  const { session, state, view, onDialog, onPanel, save } = context
  const { signIn } = useSeams()
  const files = useAwaitedFiles(state)
  const chipActions = {
    ...(signIn && { 'sign-in': signIn }),
    'download-copy': () => downloadCopy(session),
    review: () => onDialog({ kind: 'refused' }),
  }
  return (
    <div className={css['header']}>
      <CourseTitle session={session} state={state} />
      <div className={css['state']}>
        <StatusChip chip={chipOf(state, now, files)} actions={chipActions} />
        {!context.tellViewOnly && (
          <div className={css['save']}>
            <ReviewButton hasDraft={state.draft.length > 0} onPress={() => onDialog({ kind: 'review' })} />
            <SaveButton state={saveButtonOf(state, now, files)} onSave={save} />
          </div>
        )}
        <div className={css['tools']}>
          <PresenceBar session={session} onGo={view.reveal} />
          <ActivityButton session={session} onPress={() => onPanel('activity')} />
          <CourseMenu context={context} />
        </div>
      </div>
    </div>
  )
}

/** There with nothing to review, too: one that goes away takes the focus with it. */
function ReviewButton({ hasDraft, onPress }: { readonly hasDraft: boolean; readonly onPress: () => void }) {
  return (
    <Button look="quiet" aria-label={reviewText.title} onPress={onPress}>
      <ListChecks aria-hidden="true" />
      {hasDraft && <span className={css['review']}>{reviewText.title}</span>}
    </Button>
  )
}

function CourseMenu({ context }: Pick<CourseHeaderProps, 'context'>) {
  const listed = courseActions.filter(action => action.isInMenu && isOffered(action, context))
  const groups = actionGroups.map(group => listed.filter(action => action.group === group && !action.isOn))
  const items = groups.flatMap(actions => actions.map((action, index) => itemOf(action, context, index === 0)))
  const switches = listed.flatMap(action => switchOf(action, context))
  return <Menu label={courseText.menu} items={items} switches={switches} />
}

function itemOf(action: CourseAction, context: ActionContext, isFirstOfGroup: boolean) {
  const { id, label, icon: Icon, shortcuts: [shortcut] = [], isEnabled, run } = action
  return {
    ...{ id, label, isFirstOfGroup, icon: <Icon aria-hidden="true" /> },
    ...(shortcut && { keys: shortcutLabel(shortcut, isMacKeyboard(navigator)) }),
    isDisabled: isEnabled?.(context) === false,
    onAction: () => run(context),
  }
}

function switchOf({ id, label, isOn, run }: CourseAction, context: ActionContext) {
  return isOn ? [{ id, label, isOn: isOn(context), onChange: () => run(context) }] : []
}
