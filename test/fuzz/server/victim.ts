/** A tab of the real app session at a lying server, and what it has told its author. */
import { openCourseSession } from '../../../app/session/course-session.ts'
import type { CourseSession, SessionEvent } from '../../../app/session/session-state.ts'
import { MemoryCourseStore } from '../../../persistence/memory/course-store.ts'
import { MemoryLocalCourseStore } from '../../../persistence/memory-local/memory-local-course-store.ts'
import { MemoryProfile } from '../../../persistence/memory-local/memory-profile.ts'
import { FakeClock } from '../../app/session/fixtures/fake-clock.ts'
import { FakeNetwork } from '../../app/session/fixtures/fake-network.ts'
import { TestServer } from '../../app/session/fixtures/test-server.ts'
import type { Chance } from '../chance.ts'
import { LyingServer } from './lying-server.ts'

const courseId = 'course-1'

export class Victim {
  readonly clock = new FakeClock()
  readonly network = new FakeNetwork()
  readonly session: CourseSession
  readonly faults: string[] = []
  readonly #server: LyingServer
  readonly #rejected = new Set<string>()
  readonly #saved: string[] = []

  constructor(chance: Chance, onLie: (kind: string) => void) {
    const randomBytes = (length: number) => new Uint8Array(chance.bytes(length))
    const honest = new TestServer(new MemoryCourseStore(), { clock: this.clock, randomBytes })
    this.#server = new LyingServer(honest, chance, onLie)
    this.network.server = this.#server
    this.session = openCourseSession({
      ...{ courseId, randomBytes, clock: this.clock, tabId: 'tab' },
      transport: this.network.transport({ isOver: false }),
      localStore: new MemoryLocalCourseStore({ courseId, profile: new MemoryProfile() }),
      profile: { device: 'ana', author: { id: 'ana', name: 'Ana' } },
      // Bytes that are no update: it says so, and begins again from the server's document.
      report: () => onLie('reported'),
    })
    this.session.onEvent(event => this.#hear(event))
  }

  async save(title: string): Promise<void> {
    const chapterId = `c${this.#saved.length}`
    this.session.edit([{ type: 'add-chapter', chapterId, title, position: 'a0' }])
    const operationId = await this.session.save()
    if (operationId !== undefined) this.#saved.push(operationId)
  }

  /** Out of nothing. */
  lie(): void {
    for (const socket of [...this.network.sockets]) socket.deliver(this.#server.ownFrame())
  }

  /** What is neither awaited, nor back in the draft, nor told as refused, is lost. */
  judge(): readonly string[] {
    const { pending, draft } = this.session.getState()
    const awaited = new Set(pending.map(({ operation }) => operation.operationId))
    const lost = this.#saved.filter(id => !awaited.has(id) && !this.#rejected.has(id))
    return lost.length > draft.length ? [...this.faults, `lost: ${lost.join(', ')}`] : this.faults
  }

  #hear(event: SessionEvent): void {
    if (event.kind === 'saved') this.faults.push(`told as saved: ${event.outcome.operation.operationId}`)
    if (event.kind === 'saved-before') this.faults.push(`told as saved: ${event.outcomes.length} from before`)
    if (event.kind === 'rejected') this.#rejected.add(event.outcome.operation.operationId)
  }
}
