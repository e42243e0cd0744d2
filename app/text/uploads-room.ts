/** What is said where files do not fit into this browser [U1]. */
import type { LackOfRoom } from '../uploads/file-room.ts'
import { sizeText } from './details.ts'
import { counted, quoted } from './words.ts'

export const roomText = {
  askForMore: 'Ask the browser for more room',
  noMore: 'The browser gives no more room now.',
  addAndStay: (count: number) => `Add ${counted(count, 'video')} and keep this tab open`,
  replaceTitle: (fileName: string) => `${quoted(fileName)} does not fit`,
  replaceAndStay: 'Use it and keep this tab open',
  cancel: 'Cancel',
  unkept: (count: number) => `Keep this tab open: ${counted(count, 'file')} could not be kept in this browser.`,
  keepAgain: (count: number) => `Try to keep ${count === 1 ? 'it' : 'them'} here`,
} as const

/** How much is missing. */
export function lackSentence({ count, unkept, neededBytes, freeBytes }: LackOfRoom): string {
  const room = freeBytes === 0 ? 'no room is left' : `there is room for ${sizeText(freeBytes)}`
  if (count === 1) return `This file does not fit into this browser: it has ${sizeText(neededBytes)}, and ${room}.`
  const which = unkept === count ? `These ${count} files do` : `${unkept} of these ${count} files ${are(unkept)}`
  return `${which} not fit into this browser: together they have ${sizeText(neededBytes)}, and ${room}.`
}

/** What that means, and what can be done about it. @param heldBytes of files that are here until they are uploaded and saved */
export function lackAdvice({ unkept }: LackOfRoom, heldBytes: number): string {
  const [they, them, have] = unkept === 1 ? ['It is', 'it', 'it has'] : ['They are', 'them', 'they have']
  const later =
    heldBytes > 0 ? `, or wait until the ${sizeText(heldBytes)} that are here already are uploaded and saved` : ''
  return `${they} uploaded all the same while this tab is open; closing it before ${have} arrived loses ${them}. To have ${them} kept, free space on this device${later}.`
}

function are(count: number): string {
  return count === 1 ? 'does' : 'do'
}
