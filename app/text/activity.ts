/** The list of what happened in the course lately. */
import { counted } from './words.ts'

export const activityText = {
  title: 'Activity',
  open: (unread: number) => (unread > 0 ? `Activity, ${unread.toLocaleString('en')} new` : 'Activity'),
  empty: 'Nothing yet. What you and others save shows here while the course is open.',
  hint: 'Since you opened the course. All of it is in the history.',
  you: 'You',
  new: 'New',
  more: (count: number) => `and ${counted(count, 'more change')}`,
} as const
