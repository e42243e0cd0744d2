/** A connection that is opened at its first use, and again after an error that it may not outlive. */
import type { DatabaseSync } from 'node:sqlite'
import { breaksConnection } from './errors.ts'

export interface Prepared<Statements> {
  readonly database: DatabaseSync
  readonly statements: Statements
}

export class ReopeningConnection<Statements> {
  readonly #open: () => DatabaseSync
  readonly #prepare: (database: DatabaseSync) => Statements
  #current: Prepared<Statements> | undefined

  constructor(open: () => DatabaseSync, prepare: (database: DatabaseSync) => Statements) {
    this.#open = open
    this.#prepare = prepare
  }

  /** Whatever `run` left open when it threw is rolled back. */
  use<Result>(run: (prepared: Prepared<Statements>) => Result): Result {
    const prepared = this.#connect()
    try {
      return run(prepared)
    } catch (error) {
      if (breaksConnection(error)) this.close()
      else if (prepared.database.isTransaction) prepared.database.exec('ROLLBACK')
      throw error
    }
  }

  close(): void {
    this.#current?.database.close()
    this.#current = undefined
  }

  #connect(): Prepared<Statements> {
    if (this.#current) return this.#current
    const database = this.#open()
    try {
      this.#current = { database, statements: this.#prepare(database) }
      return this.#current
    } catch (error) {
      database.close()
      throw error
    }
  }
}
