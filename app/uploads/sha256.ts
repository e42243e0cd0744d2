/** SHA-256 (FIPS 180-4) of bytes that come in parts: WebCrypto only takes all of them at once. */

const firstPrimes = [...primes(64)]
/** The first 32 bits of the fractional parts of the primes' cube roots and square roots. */
const roundConstants = Int32Array.from(firstPrimes, prime => fractionOf(Math.cbrt(prime)))
const initialState = Int32Array.from(firstPrimes.slice(0, 8), prime => fractionOf(Math.sqrt(prime)))

const blockBytes = 64

export class Sha256 {
  readonly #state = initialState.slice()
  readonly #words = new Int32Array(64)
  readonly #registers = new Int32Array(8)
  readonly #block = new Uint8Array(blockBytes)
  #blockLength = 0
  #hashedBytes = 0

  update(bytes: Uint8Array): this {
    this.#hashedBytes += bytes.length
    let start = 0
    if (this.#blockLength > 0) start = this.#fill(bytes)
    for (; start + blockBytes <= bytes.length; start += blockBytes) this.#compress(bytes, start)
    if (start < bytes.length) {
      this.#block.set(bytes.subarray(start), 0)
      this.#blockLength = bytes.length - start
    }
    return this
  }

  /** In lower-case hexadecimal. Ends this hash. */
  digest(): string {
    const bits = this.#hashedBytes * 8
    const padding = new Uint8Array((this.#blockLength < 56 ? 56 : 120) - this.#blockLength + 8)
    padding[0] = 0x80
    const view = new DataView(padding.buffer)
    view.setUint32(padding.length - 8, Math.floor(bits / 2 ** 32))
    view.setUint32(padding.length - 4, bits % 2 ** 32)
    this.update(padding)
    return Array.from(this.#state, word => (word >>> 0).toString(16).padStart(8, '0')).join('')
  }

  /** @returns how many bytes the waiting block took */
  #fill(bytes: Uint8Array): number {
    const taken = bytes.subarray(0, blockBytes - this.#blockLength)
    this.#block.set(taken, this.#blockLength)
    this.#blockLength += taken.length
    if (this.#blockLength === blockBytes) {
      this.#compress(this.#block, 0)
      this.#blockLength = 0
    }
    return taken.length
  }

  #compress(bytes: Uint8Array, start: number): void {
    schedule(this.#words, bytes, start)
    const registers = this.#registers
    registers.set(this.#state)
    for (let round = 0; round < 64; round++) mix(registers, round, this.#words[round] ?? 0)
    for (let index = 0; index < 8; index++) {
      this.#state[index] = (this.#state[index] ?? 0) + (registers[index] ?? 0)
    }
  }
}

/** Instead of moving every register on by one, a round finds them one place further down; after 64 all stand as at first. */
function mix(registers: Int32Array, round: number, word: number): void {
  const a = registers[-round & 7] ?? 0
  const b = registers[(1 - round) & 7] ?? 0
  const c = registers[(2 - round) & 7] ?? 0
  const e = registers[(4 - round) & 7] ?? 0
  const f = registers[(5 - round) & 7] ?? 0
  const g = registers[(6 - round) & 7] ?? 0
  const h = registers[(7 - round) & 7] ?? 0
  const sum1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
  const choice = (e & f) ^ (~e & g)
  const first = (h + sum1 + choice + (roundConstants[round] ?? 0) + word) | 0
  const sum0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
  const majority = (a & b) ^ (a & c) ^ (b & c)
  registers[(3 - round) & 7] = (registers[(3 - round) & 7] ?? 0) + first
  registers[(7 - round) & 7] = first + sum0 + majority
}

function schedule(words: Int32Array, bytes: Uint8Array, start: number): void {
  for (let index = 0; index < 16; index++) {
    const at = start + index * 4
    words[index] =
      ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)
  }
  for (let index = 16; index < 64; index++) {
    const near = words[index - 2] ?? 0
    const far = words[index - 15] ?? 0
    const sigma0 = rotated(far, 7) ^ rotated(far, 18) ^ (far >>> 3)
    const sigma1 = rotated(near, 17) ^ rotated(near, 19) ^ (near >>> 10)
    words[index] = ((words[index - 16] ?? 0) + sigma0 + (words[index - 7] ?? 0) + sigma1) | 0
  }
}

function rotated(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits))
}

function fractionOf(root: number): number {
  return ((root % 1) * 2 ** 32) | 0
}

function* primes(count: number): Generator<number> {
  for (let candidate = 2, found = 0; found < count; candidate++) {
    if (isPrime(candidate)) {
      found++
      yield candidate
    }
  }
}

function isPrime(candidate: number): boolean {
  for (let divisor = 2; divisor * divisor <= candidate; divisor++) if (candidate % divisor === 0) return false
  return true
}
