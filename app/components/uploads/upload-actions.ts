/** What an author can do about an upload, and what it is called. */
import { uploadsText } from '../../text/uploads-showing.ts'
import { remedyOf, type UploadItem } from '../../uploads/upload-state.ts'

export type UploadAction = 'pause' | 'resume' | 'retry' | 'choose-again' | 'cancel' | 'remove'

/** The likeliest first. `remove` is offered by whoever knows that nothing refers to the file. */
export function actionsOf({ state }: UploadItem): readonly UploadAction[] {
  const remedy = remedyOf(state)
  switch (state.status) {
    case 'waiting':
    case 'hashing':
    case 'uploading':
    case 'verifying':
      return ['pause', 'cancel']
    case 'retrying':
      return ['retry', 'pause', 'cancel']
    case 'paused':
      return ['resume', 'cancel']
    case 'failed':
      return remedy === 'none' ? [] : [remedy, 'cancel']
    case 'cancelled':
      return ['retry']
    case 'complete':
      return []
    default:
      return state satisfies never
  }
}

export interface ActionNames {
  readonly name: string
  /** In the menu of the file's own video. */
  readonly menu: string
}

export function actionNames(action: UploadAction, fileName: string): ActionNames {
  switch (action) {
    case 'pause':
      return { name: uploadsText.pauseOf(fileName), menu: uploadsText.pause }
    case 'resume':
      return { name: uploadsText.resumeOf(fileName), menu: uploadsText.resume }
    case 'retry':
      return { name: uploadsText.retryOf(fileName), menu: uploadsText.retry }
    case 'choose-again':
      return { name: uploadsText.chooseAgain(fileName), menu: uploadsText.chooseAgain(fileName) }
    case 'cancel':
      return { name: uploadsText.cancelOf(fileName), menu: uploadsText.cancel }
    case 'remove':
      return { name: uploadsText.removeOf(fileName), menu: uploadsText.remove }
    default:
      return action satisfies never
  }
}
