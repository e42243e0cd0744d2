/** Who else is in the course, where, and with what unsaved: told and heard by awareness. Nothing of it is kept. */
import type { Author } from '../../course/model.ts'
import type { DraftEntry } from '../../persistence/local-course-store.ts'
import { Alarm } from './alarm.ts'
import {
  type Place,
  type PresenceState,
  presenceToSend,
  readPresence,
  type Unsaved,
  unsavedOf,
} from './presence-state.ts'
import type { SessionClock } from './session-seams.ts'

/** One person, with all their tabs. */
export interface Colleague {
  readonly id: string
  /** May be empty. */
  readonly name: string
  readonly places: readonly Place[]
  readonly unsaved: Unsaved
}

export interface Colleagues {
  /** In the order of coming; at most 50. */
  readonly shown: readonly Colleague[]
  readonly total: number
}

/** The screen's side of it. Apart from the session's state: others' movements do not draw the outline again. */
export interface SessionPresence {
  getColleagues(): Colleagues
  subscribe(listener: () => void): () => void
  /** Where this author is now; undefined: nowhere in the outline. */
  moveTo(place: Place | undefined): void
  /** The author has another name. */
  renamed(): void
}

/** The connection's side of it. */
export interface PresenceWire {
  connected(publish: (state: Readonly<Record<string, unknown>>) => void): void
  /** What other clients say now, by client; undefined: it is gone. */
  heard(states: ReadonlyMap<number, unknown>): void
  disconnected(): void
}

interface PresenceOptions {
  readonly clock: SessionClock
  readonly author: () => Author
}

const sayAgainAfterMs = 200
const bounds = { shown: 50, clients: 500, places: 8 } as const
const nobody: Colleagues = { shown: [], total: 0 }

export class Presence implements SessionPresence, PresenceWire {
  readonly #author: () => Author
  readonly #listeners = new Set<() => void>()
  readonly #heard = new Map<number, PresenceState>()
  /** Until it rings, what is new waits. */
  readonly #pause: Alarm
  #colleagues = nobody
  #publish: ((state: Readonly<Record<string, unknown>>) => void) | undefined
  #place: Place | undefined
  #draft: readonly DraftEntry[] = []
  #isSaid = true

  constructor({ clock, author }: PresenceOptions) {
    this.#author = author
    this.#pause = new Alarm(clock, () => this.#isSaid || this.#say())
  }

  getColleagues(): Colleagues {
    return this.#colleagues
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  moveTo(place: Place | undefined): void {
    if (isSame(place, this.#place)) return
    this.#place = place
    this.#sayInTime()
  }

  renamed(): void {
    this.#sayInTime()
    this.#refresh()
  }

  drafted(draft: readonly DraftEntry[]): void {
    if (draft === this.#draft) return
    this.#draft = draft
    this.#sayInTime()
  }

  connected(publish: (state: Readonly<Record<string, unknown>>) => void): void {
    this.#publish = publish
    this.#say()
  }

  heard(states: ReadonlyMap<number, unknown>): void {
    for (const [clientId, state] of states) {
      const presence = readPresence(state, clientId)
      if (!presence) this.#heard.delete(clientId)
      else if (this.#heard.has(clientId) || this.#heard.size < bounds.clients) this.#heard.set(clientId, presence)
    }
    this.#refresh()
  }

  disconnected(): void {
    this.#publish = undefined
    this.#pause.clear()
    this.#heard.clear()
    this.#refresh()
  }

  close(): void {
    this.disconnected()
    this.#listeners.clear()
  }

  #sayInTime(): void {
    this.#isSaid = false
    if (!this.#pause.isSet) this.#say()
  }

  #say(): void {
    if (!this.#publish) return
    this.#isSaid = true
    this.#pause.set(sayAgainAfterMs)
    const unsaved = unsavedOf(this.#draft)
    const place = this.#place
    this.#publish(presenceToSend({ user: this.#author(), unsaved, ...(place && { place }) }))
  }

  #refresh(): void {
    const colleagues = colleaguesOf(this.#heard.values(), this.#author().id)
    if (isSame(colleagues, this.#colleagues)) return
    this.#colleagues = colleagues
    for (const listener of [...this.#listeners]) listener()
  }
}

/** The author's own other tabs are no colleagues, and a colleague's tabs are one colleague. */
function colleaguesOf(states: Iterable<PresenceState>, ownId: string): Colleagues {
  const byId = new Map<string, Colleague>()
  for (const { user, place, unsaved } of states) {
    if (user.id === ownId) continue
    const before = byId.get(user.id)
    byId.set(user.id, {
      ...user,
      places: [...(before?.places ?? []), ...(place ? [place] : [])].slice(0, bounds.places),
      unsaved: before ? together(before.unsaved, unsaved) : unsaved,
    })
  }
  return byId.size === 0 ? nobody : { shown: [...byId.values()].slice(0, bounds.shown), total: byId.size }
}

/** Tabs of one browser tell the same draft. */
function together(a: Unsaved, b: Unsaved): Unsaved {
  return { count: Math.max(a.count, b.count), ids: [...new Set([...a.ids, ...b.ids])] }
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
