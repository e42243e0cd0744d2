import type { DBSchema, StoreNames } from 'idb'
import { isLecternError, type LecternError } from '../../course/errors.ts'
import { Connection, type ConnectionOptions } from './connection.ts'
import type { ReadingBody, WritingBody } from './transaction.ts'

/**
 * For stores each of whose calls stands alone, so that an empty database does no harm: opened again where it was taken away.
 * Not for two calls at once. All @throws {LecternError} `store-full`, `store-unavailable`
 */
export class ReopeningConnection<Schema extends DBSchema> {
  readonly #connection: Connection<Schema>

  constructor(options: ConnectionOptions<Schema>) {
    this.#connection = new Connection(options)
  }

  open(): Promise<void> {
    return this.#connection.open()
  }

  read<T>(stores: StoreNames<Schema>[], body: ReadingBody<T, Schema>): Promise<T> {
    return this.#run(connection => connection.read(stores, body))
  }

  write<T>(stores: StoreNames<Schema>[], body: WritingBody<T, Schema>): Promise<T> {
    return this.#run(connection => connection.write(stores, body))
  }

  close(): void {
    this.#connection.close()
  }

  async #run<T>(call: (connection: Connection<Schema>) => Promise<T>): Promise<T> {
    try {
      return await this.#runOnce(call)
    } catch (error) {
      if (!isLecternError(error) || error.code !== 'store-unavailable') throw error
      // Not every browser says that it has taken a connection away: whatever it was, the next call gets another.
      this.#connection.close()
      if (!couldNotBegin(error)) throw error
      return this.#runOnce(call)
    }
  }

  async #runOnce<T>(call: (connection: Connection<Schema>) => Promise<T>): Promise<T> {
    await this.#connection.open()
    return call(this.#connection)
  }
}

/** What a connection says that is closed: nothing was tried. */
function couldNotBegin({ cause }: LecternError): boolean {
  return cause instanceof DOMException && cause.name === 'InvalidStateError'
}
