/** What the server's thread asks of the store's threads about sessions, members and invitations. */
import type { AccessStore } from '../access-store.ts'

type CallOf<Method extends keyof AccessStore> = {
  request: Parameters<AccessStore[Method]>
  response: Awaited<ReturnType<AccessStore[Method]>>
}

type Reads = 'findSession' | 'standingOf' | 'listCoursesOf' | 'listMembers' | 'listInvitations' | 'findInvitation'

export type AccessReaderCalls = { [Method in Reads]: CallOf<Method> }
export type AccessWriterCalls = { [Method in Exclude<keyof AccessStore, Reads>]: CallOf<Method> }

export type AccessReads = {
  readonly [Method in Reads]: (asked: Parameters<AccessStore[Method]>) => Awaited<ReturnType<AccessStore[Method]>>
}
export type AccessWrites = {
  readonly [Method in Exclude<keyof AccessStore, Reads>]: (
    asked: Parameters<AccessStore[Method]>,
  ) => Awaited<ReturnType<AccessStore[Method]>>
}
