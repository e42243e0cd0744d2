import { type ErrorCode, isLecternError } from '../../course/errors.ts'
import type { LocalCourse, LocalCourseStore } from '../../persistence/local-course-store.ts'
import type { SessionClock } from '../session/session-seams.ts'
import type { KeptLocal } from './recorded-event.ts'
import type { Recorder } from './recorder.ts'

type Told<T> = (result: T) => Partial<KeptLocal>

/** The same store, with what it was asked and how that ended in the recording. */
export function recordedStore(store: LocalCourseStore, recorder: Recorder, clock: SessionClock): LocalCourseStore {
  const told = <T>(call: KeptLocal['call'], work: Promise<T>, tell: Told<T> = () => ({})): Promise<T> => {
    const askedAt = clock.monotonicMs()
    work.then(
      result => recorder.add({ kind: 'local', call, askedAt, ...tell(result) }),
      error => recorder.add({ kind: 'local', call, askedAt, error: codeOf(error) }),
    )
    return work
  }
  let hasBegun = false
  return {
    load: () => {
      const begin = (course: LocalCourse) => {
        if (hasBegun) return course
        hasBegun = true
        recorder.beginsWith(course)
        return {}
      }
      return told('load', store.load(), begin)
    },
    loadNewUpdates: () => told('load-new-updates', store.loadNewUpdates(), updates => ({ updates })),
    loadDraft: () => told('load-draft', store.loadDraft(), draft => ({ draft })),
    loadPending: () => told('load-pending', store.loadPending(), pending => ({ pending })),
    append: (updates, server) => told('append', store.append(updates, server), () => (server ? { server } : {})),
    editDraft: change => told('edit-draft', store.editDraft(change)),
    save: write =>
      told('save', store.save(write), save => (save ? { operation: save.operation, updates: [save.update] } : {})),
    claim: operationId => told('claim', store.claim(operationId)),
    replaceMirror: build => told('replace-mirror', store.replaceMirror(build), course => course),
    compact: update => told('compact', store.compact(update)),
    subscribe: listener => store.subscribe(listener),
    close: () => store.close(),
    destroy: () => store.destroy(),
  }
}

function codeOf(error: unknown): ErrorCode | 'bug' {
  return isLecternError(error) ? error.code : 'bug'
}
