/** What must hold at the end of a day, when everything has been well again for a while. */
import * as Y from 'yjs'
import { readCourse } from '../../course/document.ts'
import type { Course } from '../../course/model.ts'
import { courseDetailsOf } from '../../persistence/course-details.ts'
import type { SimTab } from './sim-browser.ts'
import { courseId, type SimWorld } from './sim-world.ts'
import type { AskedSave } from './take-step.ts'

export async function judge(world: SimWorld, saves: readonly AskedSave[]): Promise<void> {
  const tabs = world.browsers.flatMap(browser => browser.tabs)
  const living = world.browsers.flatMap(browser => browser.living)
  judgeCalm(world, living)
  judgeTellings(world, tabs)
  await judgeFates(world, { saves, tabs, living })
  await judgeDocuments(world, living)
}

/** S1, L: nothing is pending, nothing failed, everybody is connected. */
function judgeCalm(world: SimWorld, living: readonly SimTab[]): void {
  for (const { session, browser } of living) {
    const { pending, connection, local } = session.getState()
    const isCalm = pending.length === 0 && connection.kind === 'online' && local.kind === 'ok'
    if (isCalm) continue
    const stages = pending.map(({ operation, stage }) => `${operation.operationId} ${stage}`)
    world.violated('S1', `${browser.device}: ${connection.kind}, ${local.kind}, pending ${stages.join(', ')}`)
  }
}

/** T1: over all tabs of all days, one telling of each operation at most. */
function judgeTellings(world: SimWorld, tabs: readonly SimTab[]): void {
  for (const kind of ['saved', 'rejected'] as const)
    for (const [operationId, times] of tellings(tabs, kind))
      if (times > 1) world.violated('S2', `${operationId} told as ${kind} ${times} times`)
}

function tellings(tabs: readonly SimTab[], kind: 'saved' | 'rejected'): Map<string, number> {
  const told = new Map<string, number>()
  for (const event of tabs.flatMap(({ events }) => events)) {
    const isSummary = event.kind === 'saved-before' && kind === 'saved'
    const outcomes = isSummary ? event.outcomes : event.kind === kind ? [event.outcome] : []
    for (const { operation } of outcomes) told.set(operation.operationId, (told.get(operation.operationId) ?? 0) + 1)
  }
  return told
}

interface Fates {
  readonly saves: readonly AskedSave[]
  readonly tabs: readonly SimTab[]
  readonly living: readonly SimTab[]
}

/** T2, S1: what was told as saved is in the ledger, and what an author saved has a fate or is back in the draft. */
async function judgeFates(world: SimWorld, { saves, tabs, living }: Fates): Promise<void> {
  const saved = tellings(tabs, 'saved')
  const rejected = tellings(tabs, 'rejected')
  const ids = [...new Set([...saved.keys(), ...world.acks.told.keys(), ...saves.map(save => save.operationId)])]
  const found = await world.disk.durable.findOperations(courseId, ids)
  const ledger = new Map(found.map(({ operationId, status }) => [operationId, status]))
  for (const operationId of saved.keys())
    if (ledger.get(operationId) !== 'stored') world.violated('S2', `${operationId} told as saved, it is not stored`)
  for (const [operationId, status] of world.acks.told)
    if (ledger.get(operationId) !== status) world.violated('D4', `${operationId} was told as ${status}`)
  const drafted = living.flatMap(({ session }) => session.getState().draft.map(({ draftId }) => draftId))
  for (const { operationId, isSafe } of saves) {
    const isGivenBack = rejected.has(operationId) || drafted.some(draftId => draftId.startsWith(operationId))
    if (isSafe() && !isGivenBack && !ledger.has(operationId)) world.violated('S1', `${operationId} has no fate`)
  }
}

/** C1, C2: one document for all, nothing of it pending, and the server's rows say the same. */
async function judgeDocuments(world: SimWorld, living: readonly SimTab[]): Promise<void> {
  const stored = await world.disk.durable.loadUpdates(courseId, 0)
  const server = documentOf(stored.map(({ bytes }) => bytes))
  if (server.store.pendingStructs !== null || server.store.pendingDs !== null)
    world.violated('C1', 'the stored document waits for something')
  const snapshot = Y.snapshot(server)
  for (const { session, browser } of living) {
    const { documentBase64 }: { documentBase64: string } = JSON.parse(session.exportCopy())
    const own = documentOf([Buffer.from(documentBase64, 'base64')])
    if (!Y.equalSnapshots(Y.snapshot(own), snapshot)) world.violated('C1', `${browser.device} has another document`)
    if (textOf(session.getState().saved) !== textOf(readCourse(server)))
      world.violated('C1', `${browser.device} sees another course`)
  }
  const rows = await world.disk.durable.readCourse(courseId)
  if (!rows) return
  const { id, epoch, revision, updatedAt } = rows
  const expected = courseDetailsOf({ id, epoch, revision, updatedAt }, readCourse(server))
  if (JSON.stringify(rows) !== JSON.stringify(expected)) world.violated('C2', 'the rows are not the document')
}

function documentOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  return doc
}

function textOf({ info, chapters, videos }: Course): string {
  const byId = (map: ReadonlyMap<string, unknown>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([Object.entries(info).sort(), byId(chapters), byId(videos)])
}
