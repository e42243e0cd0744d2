/** Session states and outcomes for what is shown of them: plain data, no session. */
import type { CourseSessionState, PendingView, SaveOutcome } from '../../../app/session/session-state.ts'
import type { Command } from '../../../course/command.ts'
import { type Course, emptyCourse } from '../../../course/model.ts'
import type { Ack } from '../../../course/wire/ack.ts'
import type { DraftEntry } from '../../../persistence/local-course-store.ts'

export const bo = { id: 'bo', name: 'Bo' }
export const ana = { id: 'ana', name: 'Ana' }
export const operationId = '01990000-0000-7000-8000-000000000001'

/** "Basics" with "Intro" and "Outro", and an empty "Joints". */
export const course: Course = {
  info: { title: 'Woodworking' },
  chapters: new Map([
    ['basics', { id: 'basics', title: 'Basics', position: 'a0' }],
    ['joints', { id: 'joints', title: 'Joints', position: 'a1' }],
  ]),
  videos: new Map([
    ['intro', { id: 'intro', title: 'Intro', place: ['basics', 'a0'] }],
    ['outro', { id: 'outro', title: 'Outro', place: ['basics', 'a1'] }],
  ]),
}

export const renameBasics: Command = { type: 'rename-chapter', chapterId: 'basics', title: 'Basics', was: 'Base' }
export const renameIntro: Command = { type: 'rename-video', videoId: 'intro', title: 'Hello', was: 'Start' }

export function stateWith(part: Partial<CourseSessionState>): CourseSessionState {
  return {
    ...{ courseId: 'course', phase: 'ready', course: emptyCourse, saved: emptyCourse, draft: [], pending: [] },
    connection: { kind: 'online' },
    local: { kind: 'ok' },
    server: { epoch: 'epoch', revision: 1 },
    ...{ canUndo: false, canRedo: false, isAutosaving: false },
    ...part,
  }
}

export function draftOf(count: number, refused?: string): DraftEntry[] {
  return Array.from({ length: count }, (_, index) => ({
    draftId: `draft-${index}`,
    command: renameBasics,
    ...(refused !== undefined && { refused }),
  }))
}

export function pendingOf(commands: readonly Command[], savedAt: number): PendingView {
  return { operation: operationOf(commands, savedAt), stage: 'sent' }
}

export function outcomeOf(commands: readonly Command[], ack: Partial<Ack> = {}): SaveOutcome {
  const answer = { operationId, status: 'stored' as const, revision: 7, storedAt: 2000 }
  const results = commands.map(({ type }) => ({ command: type, outcome: 'applied' as const }))
  return {
    operation: operationOf(commands, 1000),
    ack: { ...answer, events: [], notes: [], results, ...ack },
    isQuiet: false,
    timing: { ackedMs: 40, claimedMs: 50 },
  }
}

function operationOf(commands: readonly Command[], savedAt: number): SaveOutcome['operation'] {
  return { operationId, device: 'device', by: bo, savedAt, commands, tabId: 'tab' }
}
