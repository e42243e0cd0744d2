/** The part of the store that knows who may come in: each method is a call to a thread. */
import type { AccessStore } from '../access-store.ts'
import type { ReaderCalls, WriterCalls } from './calls.ts'
import type { StoreThread } from './store-thread.ts'

export class SqliteAccessStore implements AccessStore {
  readonly #writer: StoreThread<WriterCalls>
  readonly #reader: StoreThread<ReaderCalls>

  constructor(writer: StoreThread<WriterCalls>, reader: StoreThread<ReaderCalls>) {
    this.#writer = writer
    this.#reader = reader
  }

  findSession: AccessStore['findSession'] = (...asked) => this.#reader.call('findSession', asked)
  standingOf: AccessStore['standingOf'] = (...asked) => this.#reader.call('standingOf', asked)
  listCoursesOf: AccessStore['listCoursesOf'] = (...asked) => this.#reader.call('listCoursesOf', asked)
  listMembers: AccessStore['listMembers'] = (...asked) => this.#reader.call('listMembers', asked)
  listInvitations: AccessStore['listInvitations'] = (...asked) => this.#reader.call('listInvitations', asked)
  findInvitation: AccessStore['findInvitation'] = (...asked) => this.#reader.call('findInvitation', asked)

  beginSession: AccessStore['beginSession'] = (...asked) => this.#writer.call('beginSession', asked)
  touchSession: AccessStore['touchSession'] = (...asked) => this.#writer.call('touchSession', asked)
  endSession: AccessStore['endSession'] = (...asked) => this.#writer.call('endSession', asked)
  endSessionsOf: AccessStore['endSessionsOf'] = (...asked) => this.#writer.call('endSessionsOf', asked)
  setRole: AccessStore['setRole'] = (...asked) => this.#writer.call('setRole', asked)
  removeMember: AccessStore['removeMember'] = (...asked) => this.#writer.call('removeMember', asked)
  adoptCourses: AccessStore['adoptCourses'] = (...asked) => this.#writer.call('adoptCourses', asked)
  createInvitation: AccessStore['createInvitation'] = (...asked) => this.#writer.call('createInvitation', asked)
  acceptInvitation: AccessStore['acceptInvitation'] = (...asked) => this.#writer.call('acceptInvitation', asked)
  revokeInvitation: AccessStore['revokeInvitation'] = (...asked) => this.#writer.call('revokeInvitation', asked)
  sweepAccess: AccessStore['sweepAccess'] = (...asked) => this.#writer.call('sweepAccess', asked)
}
