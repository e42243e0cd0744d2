/** Which of SQLite's errors are translated, and which connections are given up. */
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { LecternError } from '../../course/errors.ts'
import { receivedError, sendableError, translateError } from '../../persistence/sqlite/errors.ts'
import { ReopeningConnection } from '../../persistence/sqlite/reopening-connection.ts'

/** As node:sqlite makes them; `errcode` is SQLite's extended result code. */
function sqliteError(errcode: number): Error {
  return Object.assign(new Error('from SQLite'), { code: 'ERR_SQLITE_ERROR', errcode })
}

describe('SQLite errors in our codes', () => {
  it.each([
    ['busy', 5, 'store-unavailable'],
    ['a failed fsync', 1034, 'store-unavailable'],
    ['a file that cannot be opened', 14, 'store-unavailable'],
    ['a full disk', 13, 'store-full'],
    ['a damaged page', 11, 'store-corrupt'],
    ['not a database', 26, 'store-corrupt'],
  ])('[P3] knows %s', (_, errcode, code) => {
    expect(translateError(sqliteError(errcode))).toMatchObject({ code, message: 'from SQLite' })
  })

  it('[P3] knows the I/O error that is a full disk: the index of the log could not be made', () => {
    expect(translateError(sqliteError(4874))).toMatchObject({
      code: 'store-full',
      message: 'no room for the index of the log',
    })
  })

  it('[P3] leaves alone what it does not know: a broken constraint is a bug', () => {
    const error = sqliteError(787)
    expect(translateError(error)).toBe(error)
    expect(translateError('thrown text')).toBe('thrown text')
  })

  it('[P3] keeps code, sentence and stack of an error on its way between threads', () => {
    const error = new LecternError('store-version', 'too new')

    const received = receivedError(structuredClone(sendableError(error)))

    expect(received).toBeInstanceOf(LecternError)
    expect(received).toMatchObject({ code: 'store-version', message: 'too new', stack: error.stack })
  })
})

describe('a connection that is opened again', () => {
  const openCounted = () => {
    const opened: DatabaseSync[] = []
    const connection = new ReopeningConnection(
      () => {
        const database = new DatabaseSync(':memory:')
        opened.push(database)
        return database
      },
      database => ({ begin: database.prepare('BEGIN') }),
    )
    return { connection, opened }
  }

  it('[P2] is never used again after an I/O error: what a failed fsync lost, a second one does not report', () => {
    const { connection, opened } = openCounted()
    const fail = () => {
      throw sqliteError(1034)
    }

    expect(() => connection.use(fail)).toThrow('from SQLite')
    expect(opened[0]?.isOpen).toBe(false)

    connection.use(({ database }) => expect(database).toBe(opened[1]))
    connection.close()
  })

  it('[P1] rolls back what was begun when anything else goes wrong, and goes on', () => {
    const { connection, opened } = openCounted()

    expect(() =>
      connection.use(({ statements }) => {
        statements.begin.run()
        throw sqliteError(787)
      }),
    ).toThrow('from SQLite')

    expect(opened).toHaveLength(1)
    expect(opened[0]?.isTransaction).toBe(false)
    connection.close()
  })
})
