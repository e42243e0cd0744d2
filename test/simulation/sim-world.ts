/** Everything of one day: browsers and their lines, the server and its disk, in one time, decided by one seed. */
import type { CourseStore } from '../../persistence/course-store.ts'
import type { Seams } from '../../sync-server/seams.ts'
import type { Life, NetworkServer } from '../app/session/fixtures/fake-network.ts'
import { TestServer } from '../app/session/fixtures/test-server.ts'
import { type Random, seededRandom } from '../crash/random.ts'
import { AckWatch } from './ack-watch.ts'
import { attack } from './attacker.ts'
import { type DayKind, dayKindOf } from './day-kind.ts'
import { FaultCounts } from './faults.ts'
import type { PlantedBug } from './planted-bugs.ts'
import { SimBrowser } from './sim-browser.ts'
import { SimClock } from './sim-clock.ts'
import { SimDisk } from './sim-disk.ts'
import { SimMedia } from './sim-media.ts'
import { UploadWatch } from './upload-watch.ts'

export const courseId = 'course-1'

const browserCount = 3
const restartMs = 1000

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
  readonly media: SimMedia
  /** Undefined on days without files. */
  readonly uploads: UploadWatch | undefined
  readonly kind: DayKind
  /** Every process of this day. */
  readonly servers: TestServer[] = []
  /** The server's wall clock, ahead of everybody else's. */
  serverAheadMs = 0
  readonly acks: AckWatch
  readonly browsers: readonly SimBrowser[]
  /** Of the process that serves at the moment. */
  store: CourseStore
  #server: NetworkServer | undefined
  #life: Life = { isOver: false }
  #isStarting = false

  constructor(seed: number, bug?: PlantedBug) {
    this.random = seededRandom(seed ^ 0x5eed)
    this.bug = bug
    this.kind = dayKindOf(seed)
    const { clock, random, faults } = this
    this.disk = this.#newDisk()
    this.media = new SimMedia({ clock, random, faults, answersEarly: bug === 'upload-before-fsync' })
    const { durable } = this.disk
    const violated = (rule: string, what: string) => this.violated(rule, what)
    this.uploads = this.kind.isWide ? new UploadWatch({ courseId, durable, violated, media: this.media }) : undefined
    this.acks = new AckWatch({ courseId, durable, violated, uploads: this.uploads })
    this.store = durable
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
    this.media.crash()
    for (const { line } of this.browsers) line.breakAll()
  }

  startServer(): void {
    if (this.#server || this.#isStarting) return
    const life: Life = { isOver: false }
    this.#life = life
    this.store = this.disk.open(life)
    const seams = this.#seamsOf(life)
    if (!this.kind.isWide) return this.#serve(new TestServer(this.store, seams), life)
    const server = new TestServer(this.store, seams, this.media.open(life))
    this.#isStarting = true
    server.start().then(
      () => this.#serve(server, life),
      () => this.#startLater(life),
    )
  }

  #seamsOf(life: Life): Seams {
    const { clock, random } = this
    return {
      clock: {
        now: () => clock.now() + this.serverAheadMs,
        monotonicMs: clock.monotonicMs,
        after: (delayMs, run) => clock.after(delayMs, () => life.isOver || run()),
      },
      randomBytes: random.bytes as (length: number) => Uint8Array<ArrayBuffer>,
    }
  }

  /** It could not mend what the last one left; whoever watches over the process starts it again. */
  #startLater(life: Life): void {
    life.isOver = true
    this.clock.setTimeout(() => {
      this.#isStarting = false
      this.startServer()
    }, restartMs)
  }

  #serve(server: TestServer, life: Life): void {
    this.#isStarting = false
    this.servers.push(server)
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
      fetch: async (request, env) => {
        const response = await server.fetch(request, env)
        if (!env) return this.acks.answer(response)
        this.uploads?.answered(request, response)
        return response
      },
    }
  }

  /** Somebody who means harm, with a socket of their own. */
  attack(random: Random): void {
    if (this.#server) void attack(this.#server, { clock: this.clock, random, durable: this.disk.durable, courseId })
  }

  #newDisk(): SimDisk {
    const { clock, random, faults, bug, kind } = this
    return new SimDisk({
      ...{ clock, random, faults },
      answersEarly: bug === 'ack-before-fsync',
      hidesFailures: bug === 'ack-on-error',
      forgetsLedger: bug === 'no-ledger',
      racesSnapshots: bug === 'snapshot-races-the-log',
      hasEarlySnapshots: kind.isWide,
    })
  }

  #newBrowser(name: string): SimBrowser {
    const { clock, random, faults, bug } = this
    return new SimBrowser({
      ...{ clock, random, faults, courseId, name },
      ...(bug && { planted: bug }),
      hasFiles: this.kind.isWide,
      server: () => this.#server,
      violated: (rule, what) => this.violated(rule, what),
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
