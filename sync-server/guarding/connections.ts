/** Open connections of each address. */
export class Connections {
  readonly #most: number
  readonly #open = new Map<string, number>()

  /** @param most of one address; 0: no limit */
  constructor(most: number) {
    this.#most = most
  }

  /** @returns whether there is room for one more, which then counts until `left` */
  enter(address: string): boolean {
    const count = this.#open.get(address) ?? 0
    if (this.#most > 0 && count >= this.#most) return false
    this.#open.set(address, count + 1)
    return true
  }

  left(address: string): void {
    const count = this.#open.get(address) ?? 0
    if (count > 1) this.#open.set(address, count - 1)
    else this.#open.delete(address)
  }
}
