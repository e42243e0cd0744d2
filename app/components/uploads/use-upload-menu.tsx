import type { MenuItem } from '../menu/menu.tsx'
import { actionIcons } from './action-button.tsx'
import { useUploadMark, useUploadsOnScreen } from './shown-uploads-context.ts'
import { actionNames, actionsOf } from './upload-actions.ts'

/** What a row's menu offers for the upload of its video; nothing where there is none of this browser's. */
export function useUploadMenu(videoId: string): readonly MenuItem[] {
  const mark = useUploadMark(videoId)
  const own = useUploadsOnScreen()?.own
  if (mark?.kind !== 'own' || !own) return []
  const { item } = mark
  return actionsOf(item).map(action => {
    const Icon = actionIcons[action]
    const label = actionNames(action, item.fileName).menu
    return { id: `upload-${action}`, label, icon: <Icon />, onAction: () => own.gestures.act(action, item) }
  })
}
