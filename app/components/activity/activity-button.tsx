import Activity from 'lucide-react/icons/activity'
import type { CourseSession } from '../../session/session-state.ts'
import { activityText } from '../../text/activity.ts'
import { Button } from '../button/button.tsx'
import css from './activity-button.module.css'
import { useActivity } from './use-activity.ts'

interface ActivityButtonProps {
  readonly session: CourseSession
  readonly onPress: () => void
}

/** Opens the activity list; a dot says that others have done something since it was last read. */
export function ActivityButton({ session, onPress }: ActivityButtonProps) {
  const { unread } = useActivity(session)
  return (
    <span className={css['place']} data-unread={unread.size > 0 || undefined}>
      <Button look="icon" aria-label={activityText.open(unread.size)} onPress={onPress}>
        <Activity aria-hidden="true" />
      </Button>
    </span>
  )
}
