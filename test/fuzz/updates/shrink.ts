/** Makes what failed small: fewer updates, then shorter ones. */
import { encodeCase, type StoredCase } from './corpus-case.ts'
import { replay, type Sent } from './scene.ts'

const maxTries = 2000

/** Without what differs from one time to another. */
const kindOf = (what = '') => what.slice(0, 20)

/** @param what the violation to keep. @returns a case for the corpus, or undefined where the list alone does not fail */
export async function shrinkSent(what: string, sent: readonly Sent[]): Promise<StoredCase | undefined> {
  let tries = 0
  const fails = async (candidate: readonly Sent[]) => {
    if (++tries > maxTries) return false
    const { violation } = await replay(candidate)
    return kindOf(violation) === kindOf(what)
  }
  if (!(await fails(sent))) return undefined
  const few = await withoutParts(sent, fails)
  return encodeCase('', await withShorterUpdates(few, fails))
}

type Fails<Item> = (candidate: readonly Item[]) => Promise<boolean>

/** Leaves out halves, quarters, and so on, as long as it goes on failing. */
async function withoutParts<Item>(items: readonly Item[], fails: Fails<Item>): Promise<readonly Item[]> {
  let left = items
  for (let size = Math.ceil(left.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < left.length; ) {
      const without = [...left.slice(0, at), ...left.slice(at + size)]
      if (without.length > 0 && (await fails(without))) left = without
      else at += size
    }
  }
  return left
}

async function withShorterUpdates(sent: readonly Sent[], fails: Fails<Sent>): Promise<readonly Sent[]> {
  let left = sent
  for (const [index, { from, update }] of sent.entries()) {
    const withUpdate = (bytes: readonly number[]) => left.with(index, { from, update: Uint8Array.from(bytes) })
    const bytes = await withoutParts([...update], candidate => fails(withUpdate(candidate)))
    left = withUpdate(bytes)
  }
  return left
}
