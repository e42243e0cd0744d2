/** What must hold at the end of a day, when everything has been well again for a while. */
import * as Y from 'yjs'
import type { Command } from '../../course/command.ts'
import { readCourse } from '../../course/document.ts'
import { isLecternError } from '../../course/errors.ts'
import type { Course } from '../../course/model.ts'
import type { StoredOperation } from '../../persistence/ledger.ts'
import type { AskedSave } from './scene.ts'
import type { SimTab } from './sim-browser.ts'
import { courseId, type SimWorld } from './sim-world.ts'
import { documentOf, readStored } from './stored-course.ts'

export async function judge(world: SimWorld, saves: readonly AskedSave[]): Promise<void> {
  const tabs = world.browsers.flatMap(browser => browser.tabs)
  const living = world.browsers.flatMap(browser => browser.living)
  judgeServers(world)
  judgeRefusals(world)
  judgeCalm(world, living)
  judgeTellings(world, tabs)
  await judgeFates(world, { saves, tabs, living })
  await judgeDocuments(world, living)
  for (const operation of await allOperations(world))
    if (operation.status === 'stored') await world.uploads?.stored(operation)
}

/** A store that is away is no bug; whatever else the server did not expect, is one. */
function judgeServers(world: SimWorld): void {
  const bugs = world.servers.flatMap(server => server.bugs).filter(error => !isLecternError(error))
  for (const error of bugs) world.violated('bug', error instanceof Error ? `${error.stack}` : String(error))
}

/** S3: nothing is refused that could be stored. Left out, as known: tabs that cannot write both save their one draft. */
function judgeRefusals(world: SimWorld): void {
  for (const { refusedForNothing, disk } of world.browsers)
    for (const operationId of disk.wasFull ? [] : refusedForNothing)
      world.violated('S3', `${operationId} was refused for nothing`)
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
  for (const { operationId, operation, browser, isSafe } of saves) {
    const status = ledger.get(operationId)
    if (!isSafe() || status === 'stored') continue
    const isGivenBack = rejected.has(operationId) || drafted.some(draftId => draftId.startsWith(operationId))
    if (!isGivenBack && !status) world.violated('S1', `${operationId} has no fate`)
    const fault = status !== 'committed' && operation && browser.drafts.faultOf(operation)
    if (fault) world.violated('S5', fault)
  }
}

/** C1, C2: one document for all, nothing of it pending, and the server's rows say the same. */
async function judgeDocuments(world: SimWorld, living: readonly SimTab[]): Promise<void> {
  const { document: server, faults } = await readStored(world.disk.durable, courseId)
  for (const [rule, what] of faults) world.violated(rule, what)
  const snapshot = Y.snapshot(server)
  for (const { session, browser } of living) {
    const { documentBase64 }: { documentBase64: string } = JSON.parse(session.exportCopy())
    const own = documentOf([Buffer.from(documentBase64, 'base64')])
    if (!Y.equalSnapshots(Y.snapshot(own), snapshot)) world.violated('C1', `${browser.device} has another document`)
    if (textOf(session.getState().saved) !== textOf(readCourse(server)))
      world.violated('C1', `${browser.device} sees another course`)
  }
  await judgePlaces(world, readCourse(server))
}

/** M1, C2: every video stands in one place that somebody asked for; nobody means harm on such a day. */
async function judgePlaces(world: SimWorld, { videos }: Course): Promise<void> {
  if (world.faults.of('hostile') > 0) return
  const operations = await allOperations(world)
  const asked = new Set(operations.flatMap(({ commands }) => commands.flatMap(placeAskedIn)))
  for (const { id, place } of videos.values())
    if (!asked.has(`${id} ${place}`)) world.violated('M1', `${id} is where nobody put it: ${place}`)
}

async function allOperations({ disk }: SimWorld): Promise<readonly StoredOperation[]> {
  const { operations } = await disk.durable.readOperations(courseId, { limit: Number.MAX_SAFE_INTEGER })
  return operations
}

function placeAskedIn(command: Command): string[] {
  return command.type === 'add-video' || command.type === 'move-video' ? [`${command.videoId} ${command.place}`] : []
}

function textOf({ info, chapters, videos }: Course): string {
  const byId = (map: ReadonlyMap<string, unknown>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([Object.entries(info).sort(), byId(chapters), byId(videos)])
}
