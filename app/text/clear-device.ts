/** What is said of removing everything from this device. */
import { counted, quoted } from './words.ts'

export const clearDeviceText = {
  action: 'Clear this device…',
  title: 'Clear this device?',
  what: 'This removes the courses that this browser keeps, the files chosen for upload, and your name and settings, and signs you out. What is stored on the server stays there.',
  looking: 'Looking for what is not on the server yet…',
  allStored: 'All your changes are on the server.',
  unsaved: 'Not on the server yet, and lost for good if you clear this device:',
  unsavedIn: (title: string, changes: number, files: number) =>
    `${quoted(title)}: ${[...(changes > 0 ? [counted(changes, 'change')] : []), ...(files > 0 ? [counted(files, 'file')] : [])].join(', ')}`,
  accept: 'I know that these are lost',
  acceptFirst: 'Tick the box first, or keep what is here.',
  confirm: 'Clear this device',
  cancel: 'Keep everything',
  changed: 'Something else is not on the server by now. Nothing was removed: look at the list again.',
  stillSignedIn:
    'The server could not be reached, so you would stay signed in. Nothing was removed: try again in a moment.',
  unreadable:
    'This browser does not let Lectern see what it keeps. Nothing was removed. You can remove the data of this site in the browser’s own settings.',
  cleared: 'This device is cleared.',
  notCleared:
    'Not everything could be removed: another tab holds it. Close the other tabs of Lectern, and clear this device again.',
  elsewhere: 'This device was cleared in another tab. Load this page again to go on.',
} as const
