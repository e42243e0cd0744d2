/** The wish to clear this device, kept from the page on which it was confirmed to the next, which opens nothing before. */
import * as z from 'zod/mini'

const key = 'lectern:clear'
const channelName = 'lectern-clearing'
const wishSchema = z.array(z.string())

/** @throws where the browser refuses to keep it: nothing is removed then */
export function leaveToClear(courseIds: readonly string[]): void {
  sessionStorage.setItem(key, JSON.stringify(courseIds))
  const channel = new BroadcastChannel(channelName)
  channel.postMessage('clear')
  channel.close()
  location.replace('/')
}

/** What other tabs do when this device is cleared: let go of everything. */
export function onClearing(letGo: () => void): void {
  new BroadcastChannel(channelName).addEventListener('message', letGo)
}

/** How long tabs may take to let go of the databases. */
const patienceMs = 10_000

/**
 * To be called before anything is opened.
 *
 * @param remove removes the databases, those of these courses among them
 * @returns undefined: nobody wished it
 */
export async function clearAsWished(
  remove: (courseIds: readonly string[]) => Promise<void>,
): Promise<'cleared' | 'failed' | undefined> {
  const wish = readWish()
  if (!wish) return undefined
  const isLate = new Promise<'failed'>(resolve => setTimeout(() => resolve('failed'), patienceMs))
  const removal = remove(wish).then(
    () => 'cleared' as const,
    () => 'failed' as const,
  )
  const outcome = await Promise.race([removal, isLate])
  // Lectern has its origin for itself: all that is kept there is its own.
  localStorage.clear()
  sessionStorage.clear()
  return outcome
}

function readWish(): readonly string[] | undefined {
  try {
    const wish = wishSchema.safeParse(JSON.parse(sessionStorage.getItem(key) ?? 'null'))
    return wish.success ? wish.data : undefined
  } catch {
    return undefined // Storage that is refused: there a wish cannot have been kept.
  }
}
