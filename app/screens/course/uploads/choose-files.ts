/** The browser's own dialog for files, opened by a gesture. */
import { type DiskFile, diskFileOf } from '../../../uploads/chosen-file.ts'

/** As far as the dialog's filter goes; what is chosen in spite of it is judged by name. */
const accepted = 'video/*,audio/*,application/pdf,.mkv,.vtt,.srt'

const inputId = 'chosen-files'

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
    const answer = () => {
      input.remove()
      resolve(Array.from(input.files ?? [], file => diskFileOf(file)))
    }
    input.addEventListener('cancel', answer)
    input.addEventListener('change', answer)
    putIntoPage(input)
    input.click()
  })
}

/** Safari on phones says nothing of one that stands in no page; browsers without `cancel` leave the last one there. */
function putIntoPage(input: HTMLInputElement): void {
  document.getElementById(inputId)?.remove()
  input.id = inputId
  input.hidden = true
  document.body.append(input)
}
