/** The browser's own dialog for files, opened by a gesture. */
import { type DiskFile, diskFileOf } from '../../../uploads/chosen-file.ts'

/** As far as the dialog's filter goes; what is chosen in spite of it is judged by name. */
const accepted = 'video/*,audio/*,application/pdf,.mkv,.vtt,.srt'

interface Choice {
  readonly isFolder?: boolean
  readonly isSeveral?: boolean
}

/** Phones have files, and no folders. */
export function canChooseFolder(): boolean {
  return 'webkitdirectory' in HTMLInputElement.prototype && !matchMedia('(pointer: coarse)').matches
}

/** To be called in a gesture. @returns none where the author has changed their mind */
export function chooseFiles({ isFolder = false, isSeveral = true }: Choice = {}): Promise<readonly DiskFile[]> {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = isSeveral
  input.webkitdirectory = isFolder
  if (!isFolder) input.accept = accepted
  return new Promise(resolve => {
    input.addEventListener('cancel', () => resolve([]))
    input.addEventListener('change', () => resolve(Array.from(input.files ?? [], file => diskFileOf(file))))
    input.click()
  })
}
