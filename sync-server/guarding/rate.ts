/** How often somebody may do something. Counted in this process; a window begins with its first event. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

export class Rate {
  readonly #limiter: RateLimiterMemory | undefined

  /** @param most in one window; 0: no limit */
  constructor(most: number, windowSeconds: number) {
    if (most > 0) this.#limiter = new RateLimiterMemory({ points: most, duration: windowSeconds })
  }

  /** @returns after how many seconds to come back, where it was too often */
  async take(key: string): Promise<number | undefined> {
    try {
      await this.#limiter?.consume(key)
      return undefined
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
    }
  }

  /** What was taken is not counted after all. */
  async giveBack(key: string): Promise<void> {
    await this.#limiter?.reward(key)
  }
}
