/**
 * Bugs that are planted in the code itself, as it is loaded: each is one mistake that somebody could make, in the words
 * of the file it is made in. The product knows nothing of them.
 */

export interface Edit {
  /** Below the project. */
  readonly file: string
  /** Stands in the file once. */
  readonly code: string
  readonly instead: string
}

export interface Mutant extends Edit {
  readonly name: string
  /** A seed that finds it. */
  readonly foundBy: number
  /** Where one edit does not make the whole mistake. */
  readonly also?: readonly Edit[]
}

export const mutants = [
  {
    name: 'room-outlives-its-failed-commit',
    foundBy: 8,
    file: 'sync-server/room.ts',
    code: "received.resolve({ kind: 'unavailable', error: failureOf(error) })\n      this.fail(error)",
    instead: "received.resolve({ kind: 'unavailable', error: failureOf(error) })",
  },
  {
    name: 'document-kept-after-a-throw',
    foundBy: 31,
    file: 'sync-server/live-course.ts',
    code: 'this.dropDocument()\n      throw error',
    instead: 'throw error',
  },
  {
    name: 'duplicate-is-nothing',
    foundBy: 177,
    file: 'sync-server/room.ts',
    code: 'else this.#answers.repeated(received, commit, result.operations)',
    instead: "else received.resolve({ kind: 'known', acks: [] })",
  },
  {
    name: 'others-are-not-told',
    foundBy: 1,
    file: 'sync-server/room-audience.ts',
    code: 'if (frame) peer.sendUpdate(frame, revision)',
    instead: 'if (frame && this.size < 3) peer.sendUpdate(frame, revision)',
  },
  {
    name: 'toast-before-done',
    foundBy: 38,
    file: 'app/session/save-tracker.ts',
    code: 'if (save.ack && (await this.#take(save))) this.#tell(save, save.ack)',
    instead: 'if (save.ack) { this.#tell(save, save.ack); await this.#take(save) }',
  },
  {
    name: 'toast-on-any-ack',
    foundBy: 933,
    file: 'app/session/save-tracker.ts',
    code: "if (ack.status === 'rejected') return this.#options.onRejected()",
    instead: "if (ack.status === 'rejected') save.ack = { ...ack, status: 'stored', error: undefined }",
  },
  {
    name: 'send-before-local',
    foundBy: 14,
    file: 'app/session/draft-saver.ts',
    code: 'const isOnDisk = await this.#keep(() => mirror.save(write))',
    instead:
      'write(draft.upTo(ticket)); if (written) { const { operationId } = written.operation; sync.send(written); return operationId }\n    const isOnDisk = await this.#keep(() => mirror.save(write))',
  },
  {
    name: 'rebuild-forgets-what-is-pending',
    foundBy: 15,
    file: 'app/session/rebuild.ts',
    code: 'const fateless = pending.filter(operation => !acks.has(operation.operationId))',
    instead: 'const fateless = pending.filter(operation => acks.has(operation.operationId))',
  },
  {
    name: 'fates-are-never-asked-for',
    foundBy: 2,
    file: 'app/session/fate-inquiry.ts',
    code: 'if (this.#isAsking) return\n    this.#isAsking = true',
    instead: 'if (this.#since) return\n    this.#isAsking = true',
  },
  {
    name: 'never-comes-back',
    foundBy: 67,
    file: 'app/session/server-link.ts',
    code: 'this.#reconnectAlarm.set(this.#backoff.next())',
    instead: 'if (this.#backoff.tries < 3) this.#reconnectAlarm.set(this.#backoff.next())',
  },
  {
    name: 'mixed-after-a-rebuild',
    foundBy: 3882,
    file: 'app/session/course-sync.ts',
    code: 'if (this.#isUnstored) {',
    instead: 'if (this.#isUnstored && this.#isClosed) {',
  },
  {
    name: 'position-written-twice',
    foundBy: 868,
    file: 'sync-server/live-course.ts',
    code: 'this.#revision++',
    instead: 'if (update.clocks.size < 2) this.#revision++',
  },
  {
    name: 'refused-commands-dropped',
    foundBy: 15,
    file: 'app/session/rebuild.ts',
    code: 'await options.returnToDraft(entriesOf(operation, ack))',
    instead: 'await options.returnToDraft([])',
  },
  {
    name: 'one-refused-command-dropped',
    foundBy: 15,
    file: 'app/session/rebuild.ts',
    code: 'await options.returnToDraft(entriesOf(operation, ack))',
    instead: 'await options.returnToDraft(entriesOf(operation, ack).slice(1))',
  },
  {
    name: 'ack-of-a-pending-update',
    foundBy: 25,
    file: 'sync-server/room.ts',
    code: 'if (!this.known.isCausallyComplete(update)) {',
    instead: 'if (this.#isStale && !this.#course.known.isCausallyComplete(update)) {',
    also: [
      {
        file: 'sync-server/room-document.ts',
        code: "if (pendingStructs !== null || pendingDs !== null) throw new LecternError('malformed', 'an update with a loop')",
        instead: '',
      },
      {
        file: 'sync-server/room-document.ts',
        code: 'if (!clients.has(client) || Y.getState(this.#doc.store, client) < end) {',
        instead: 'if (!clients.has(client) && pendingStructs === null && pendingDs === null) {',
      },
    ],
  },
  {
    name: 'broadcast-before-commit',
    foundBy: 1,
    file: 'sync-server/room.ts',
    code: 'const result = await committing',
    instead:
      'this.audience.tell({ ...expected, from: received.peer, fates: { newest: [], short: [] } }); const result = await committing',
  },
  {
    name: 'stale-completion-after-reopening',
    foundBy: 1359,
    file: 'sync-server/rooms.ts',
    code: 'await this.#committer.passed()',
    instead: '',
  },
  {
    name: 'move-as-delete-and-insert',
    foundBy: 7,
    file: 'course/write-command.ts',
    code: "video.set('place', command.place)",
    instead:
      "video.parent.set(command.videoId, new Y.Map([...Object.entries(video.toJSON()), ['place', command.place]]))",
  },
  {
    name: 'uploads-not-awaited',
    foundBy: 12,
    file: 'sync-server/live-course.ts',
    code: 'awaiting: new Set(uploads.flatMap(({ awaitedBy }) => awaitedBy?.operationId ?? [])),',
    instead: 'awaiting: new Set(),',
  },
  {
    name: 'referenced-upload-swept',
    foundBy: 82,
    file: 'persistence/memory/uploads.ts',
    code: 'upload.finishedAt < before && !upload.isReferenced',
    instead: 'upload.finishedAt < before',
  },
  {
    name: 'swept-bytes-removed-late',
    foundBy: 3786,
    file: 'sync-server/uploads/uploads.ts',
    code: "if (upload && upload.status !== 'failed') return false",
    instead: '',
  },
  {
    name: 'settled-only-at-the-next-start',
    foundBy: 187,
    file: 'sync-server/rooms.ts',
    code: 'if (this.#failed.delete(room.courseId)) this.#options.uploads.referenced(room.courseId)',
    instead: '',
  },
  {
    name: 'swept-and-never-sent-again',
    foundBy: 131,
    file: 'app/uploads/upload-queue.ts',
    code: 'await sendSweptAgain(aging)',
    instead: '',
  },
  {
    name: 'lone-peer-takes-an-http-save-for-its-own',
    foundBy: 166,
    file: 'sync-server/room-audience.ts',
    code: 'frame ??= bytes && encodeUpdate(bytes)',
    instead: 'if (this.#peers.size > 1) frame ??= bytes && encodeUpdate(bytes)',
  },
] as const satisfies readonly Mutant[]
