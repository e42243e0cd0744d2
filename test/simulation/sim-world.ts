/** Everything of one day: browsers and their lines, the server and its disk, in one time, decided by one seed. */
import type { CourseStore } from '../../persistence/course-store.ts'
import type { Life, NetworkServer } from '../app/session/fixtures/fake-network.ts'
import { TestServer } from '../app/session/fixtures/test-server.ts'
import { type Random, seededRandom } from '../crash/random.ts'
import { AckWatch } from './ack-watch.ts'
import { attack } from './attacker.ts'
import { FaultCounts } from './faults.ts'
import type { PlantedBug } from './planted-bugs.ts'
import { SimBrowser } from './sim-browser.ts'
import { SimClock } from './sim-clock.ts'
import { SimDisk } from './sim-disk.ts'

export const courseId = 'course-1'

const browserCount = 3

export interface Violation {
  readonly rule: string
  readonly what: string
  readonly atMs: number
}

export class SimWorld {
  readonly clock = new SimClock()
  readonly faults = new FaultCounts()
  readonly violations: Violation[] = []
  readonly random: Random
  readonly bug: PlantedBug | undefined
  readonly disk: SimDisk
  readonly acks: AckWatch
  readonly browsers: readonly SimBrowser[]
  /** Of the process that serves at the moment. */
  store: CourseStore
  #server: NetworkServer | undefined
  #life: Life = { isOver: false }

  constructor(seed: number, bug?: PlantedBug) {
    this.random = seededRandom(seed ^ 0x5eed)
    this.bug = bug
    const { clock, random, faults } = this
    this.disk = new SimDisk({
      ...{ clock, random, faults },
      answersEarly: bug === 'ack-before-fsync',
      hidesFailures: bug === 'ack-on-error',
      forgetsLedger: bug === 'no-ledger',
    })
    this.acks = new AckWatch({
      ...{ courseId, durable: this.disk.durable },
      violated: (rule, what) => this.violated(rule, what),
    })
    this.store = this.disk.durable
    this.startServer()
    this.browsers = Array.from({ length: browserCount }, (_, place) => this.#newBrowser(`device-${place}`))
  }

  violated(rule: string, what: string): void {
    this.violations.push({ rule, what, atMs: this.clock.monotonicMs() })
  }

  /** The process is gone; what it had not written is lost, whoever is connected finds out by and by. */
  killServer(): void {
    if (!this.#server) return
    this.faults.count('server-killed')
    this.#life.isOver = true
    this.#server = undefined
    this.disk.crash()
    for (const { line } of this.browsers) line.breakAll()
  }

  startServer(): void {
    if (this.#server) return
    const life: Life = { isOver: false }
    const { clock, random } = this
    this.#life = life
    this.store = this.disk.open(life)
    const mortal = {
      now: clock.now,
      monotonicMs: clock.monotonicMs,
      after: (delayMs: number, run: () => void) => clock.after(delayMs, () => life.isOver || run()),
    }
    const randomBytes = random.bytes as (length: number) => Uint8Array<ArrayBuffer>
    const server = new TestServer(this.store, { clock: mortal, randomBytes })
    this.#server = {
      connect: async (url, socket) => {
        const end = await server.connect(url, this.acks.socket(mortalSocket(socket, life)))
        return (
          end && {
            receive: bytes => life.isOver || end.receive(bytes),
            ended: code => life.isOver || end.ended(code),
          }
        )
      },
      fetch: async request => this.acks.answer(await server.fetch(request)),
    }
  }

  /** Somebody who means harm, with a socket of their own. */
  attack(random: Random): void {
    if (this.#server) void attack(this.#server, { clock: this.clock, random, durable: this.disk.durable, courseId })
  }

  #newBrowser(name: string): SimBrowser {
    const { clock, random, faults, bug } = this
    return new SimBrowser({
      ...{ clock, random, faults, courseId, name },
      ...(bug && { planted: bug }),
      server: () => this.#server,
      bug: error => this.violated('bug', error instanceof Error ? (error.stack ?? error.message) : String(error)),
    })
  }
}

function mortalSocket(socket: Parameters<NetworkServer['connect']>[1], life: Life): typeof socket {
  return {
    deliver: frame => life.isOver || socket.deliver(frame),
    shut: (code, reason) => life.isOver || socket.shut(code, reason),
  }
}
