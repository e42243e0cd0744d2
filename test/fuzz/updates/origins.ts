/** What mutants are made of. */
import * as Y from 'yjs'
import { defineRoots } from '../../../course/document.ts'
import type { Chance } from '../chance.ts'
import { writeGestures } from './author.ts'
import type { FuzzScene } from './scene.ts'

export class Origins {
  readonly #scene: FuzzScene
  readonly #chance: Chance
  #save: Uint8Array | undefined

  constructor(scene: FuzzScene, chance: Chance) {
    this.#scene = scene
    this.#chance = chance
  }

  /** A save of the attacker's own on the present course, somebody's earlier one, or all there is. */
  next(): Uint8Array {
    const earlier = this.#chance.pickAny(this.#scene.sent)?.update
    if (this.#chance.oneIn(4) && earlier) return earlier
    if (this.#chance.oneIn(12)) return Y.encodeStateAsUpdate(this.#scene.bo.doc)
    // A save costs more than all that is done with it: several mutants are made of one.
    if (!this.#save || this.#chance.oneIn(4)) this.#save = this.#write()
    return this.#save
  }

  /** The course has changed: the next save is another one. */
  renew(): void {
    this.#save = undefined
  }

  #write(): Uint8Array {
    const doc = new Y.Doc()
    defineRoots(doc)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.#scene.bo.doc))
    // After it: a document that finds its clientID in use takes another at random.
    doc.clientID = this.#chance.pick([303, 303, 303, 1 + this.#chance.below(2 ** 32 - 1), 101])
    return writeGestures(doc, { chance: this.#chance, device: 'eve', prefix: `e${this.#chance.below(1e6)}` })
  }
}
