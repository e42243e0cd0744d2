/** What the server measures of itself, in the Prometheus text format at `/metrics`. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client'

const latencyBuckets = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export interface OpenCounts {
  readonly rooms: number
  readonly sockets: number
}

export class Metrics {
  readonly #registry = new Registry()
  readonly #saveToAck: Histogram
  readonly #commit: Histogram
  readonly #groupSize: Histogram
  readonly #rejected: Counter<'code'>

  /** @param countOpen asked at each scrape */
  constructor(countOpen: () => OpenCounts) {
    const registers = [this.#registry]
    this.#saveToAck = new Histogram({
      name: 'lectern_save_to_ack_seconds',
      help: 'From the update received to its acknowledgement handed to the socket.',
      buckets: latencyBuckets,
      registers,
    })
    this.#commit = new Histogram({
      name: 'lectern_commit_seconds',
      help: 'One group commit, its fsync included.',
      buckets: latencyBuckets,
      registers,
    })
    this.#groupSize = new Histogram({
      name: 'lectern_commit_group_size',
      help: 'Updates in one group commit.',
      buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
      registers,
    })
    this.#rejected = new Counter({
      name: 'lectern_rejected_total',
      help: 'Refused updates and connections, by code.',
      labelNames: ['code'],
      registers,
    })
    gauge({ name: 'lectern_open_rooms', help: 'Courses that are open.', registers }, () => countOpen().rooms)
    gauge({ name: 'lectern_open_sockets', help: 'WebSockets that are open.', registers }, () => countOpen().sockets)
  }

  saved(durationMs: number): void {
    this.#saveToAck.observe(durationMs / 1000)
  }

  committed({ size, durationMs }: { readonly size: number; readonly durationMs: number }): void {
    this.#commit.observe(durationMs / 1000)
    this.#groupSize.observe(size)
  }

  rejected(code: string): void {
    this.#rejected.inc({ code })
  }

  text(): Promise<string> {
    return this.#registry.metrics()
  }

  get contentType(): string {
    return this.#registry.contentType
  }
}

function gauge(options: { name: string; help: string; registers: Registry[] }, read: () => number): void {
  new Gauge({
    ...options,
    collect() {
      this.set(read())
    },
  })
}
