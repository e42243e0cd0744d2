/** Time that this thread has computed: on a shared machine the clock on the wall says nothing of a hang. */
const slowMs = 50

export function threadMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** The bound on the event loop [proof.md]. */
export function isSlow(tookMs: number): boolean {
  return tookMs > slowMs
}
