/** How often each kind of fault has happened: a kind that never did has proven nothing. */

export const faultKinds = [
  ...['cut', 'half-open', 'mute', 'deaf', 'upgrade-refused', 'http-lost', 'answer-lost', 'http-twice', 'portal'],
  ...['server-killed', 'group-lost', 'group-kept', 'disk-full', 'commit-failed', 'commit-unknown'],
  ...['bytes-lost', 'bytes-kept', 'media-full', 'file-refused', 'upload-cancelled', 'fortnight', 'snapshot'],
  ...[
    'old-version',
    'tab-killed',
    'tab-closed',
    'browser-disk-full',
    'second-tab',
    'evicted',
    'clock-wrong',
    'hostile',
  ],
] as const

export type FaultKind = (typeof faultKinds)[number]

export class FaultCounts {
  readonly #counts = new Map<FaultKind, number>()

  count(kind: FaultKind): void {
    this.#counts.set(kind, this.of(kind) + 1)
  }

  of(kind: FaultKind): number {
    return this.#counts.get(kind) ?? 0
  }

  add(other: FaultCounts): void {
    for (const kind of faultKinds) if (other.of(kind) > 0) this.#counts.set(kind, this.of(kind) + other.of(kind))
  }

  get missing(): FaultKind[] {
    return faultKinds.filter(kind => this.of(kind) === 0)
  }

  get text(): string {
    return faultKinds.map(kind => `${kind} ${this.of(kind)}`).join(' · ')
  }
}
