/** An author with the app's own session, in Node, over any line: what is told about each save, and whatever must not happen. */
import { randomBytes } from 'node:crypto'
import { openCourseSession } from '../../app/session/course-session.ts'
import type { CourseSession, SaveOutcome, SessionEvent } from '../../app/session/session-state.ts'
import { systemClock, systemTransport } from '../../app/session/system-seams.ts'
import type { Command } from '../../course/command.ts'
import { newId } from '../../course/id.ts'
import { MemoryLocalCourseStore } from '../../persistence/memory-local/memory-local-course-store.ts'
import { MemoryProfile } from '../../persistence/memory-local/memory-profile.ts'

/** A save that is not answered by then will not be. */
const patienceMs = 60_000

export class SessionAuthor {
  readonly courseId = newId(randomBytes)
  readonly session: CourseSession
  /** By operationId: how often it was told as saved. */
  readonly told = new Map<string, number>()
  /** One line for each promise that was broken. */
  readonly broken: string[] = []
  #title = 'Chapter 0'
  #saves = 0
  #hears = () => {}

  constructor(url: string) {
    const { courseId } = this
    const device = newId(randomBytes)
    this.session = openCourseSession({
      ...{ courseId, tabId: newId(randomBytes), clock: systemClock, transport: systemTransport(url), randomBytes },
      localStore: new MemoryLocalCourseStore({ courseId, profile: new MemoryProfile() }),
      profile: { device, author: { id: device, name: 'Ann' } },
      report: error => this.broken.push(`what nobody expected: ${error instanceof Error ? error.stack : error}`),
    })
    this.session.onEvent(event => this.#hear(event))
    this.session.subscribe(() => this.#look())
  }

  get saves(): number {
    return this.#saves
  }

  /** Edits and presses Save. @returns the operation's id, when it is on this device */
  async save(): Promise<string> {
    this.session.edit([this.#nextCommand()])
    const operationId = await this.session.save()
    if (operationId === undefined) throw new Error('there was something to save')
    return operationId
  }

  /** Resolves when it was told as saved. */
  async heard(operationId: string): Promise<void> {
    const deadline = performance.now() + patienceMs
    const patience = setTimeout(() => this.#hears(), patienceMs)
    while (!this.told.has(operationId)) {
      if (performance.now() >= deadline) throw new Error(`${operationId}: no answer after ${patienceMs} ms`)
      await new Promise<void>(resolve => {
        this.#hears = resolve
      })
    }
    clearTimeout(patience)
  }

  #nextCommand(): Command {
    const number = this.#saves++
    if (number === 0) return { type: 'add-chapter', chapterId: 'c', title: this.#title, position: 'a0' }
    const was = this.#title
    this.#title = `Chapter ${number}`
    return { type: 'rename-chapter', chapterId: 'c', title: this.#title, was }
  }

  #hear(event: SessionEvent): void {
    switch (event.kind) {
      case 'saved':
        this.#count(event.outcome)
        return this.#hears()
      case 'saved-before':
      case 'rejected':
      case 'overwritten':
        this.broken.push(`told of ${event.kind}`)
        return
      case 'still-saving':
      case 'saved-on-device':
        return
      default:
        event satisfies never
    }
  }

  #count({ operation, ack }: SaveOutcome): void {
    const { operationId } = operation
    const times = (this.told.get(operationId) ?? 0) + 1
    this.told.set(operationId, times)
    if (times > 1) this.broken.push(`${operationId}: told ${times} times`)
    const isPlain = ack.status === 'stored' && ack.notes.length === 0
    if (!isPlain || ack.results.some(({ outcome }) => outcome !== 'applied')) {
      this.broken.push(`${operationId}: ${JSON.stringify(ack)}`)
    }
  }

  /** Neither of these may come of a line. */
  #look(): void {
    const { connection, local } = this.session.getState()
    if (connection.kind === 'refused') this.broken.push(`refused: ${connection.code}`)
    if (local.kind === 'failed') this.broken.push(`not kept on the device: ${local.code}`)
  }
}
