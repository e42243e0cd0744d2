/** Which failpoints the matrix dies at, on which data folder, and at which passing of them. */
import { type Failpoint, failpoints } from '../../persistence/failpoint.ts'
import { schemaVersion } from '../../persistence/sqlite/migrations.ts'
import type { Random } from './random.ts'

export interface PlannedKill {
  readonly point: Failpoint
  readonly nth: number
}

/** One data folder sees so many. */
const killsPerFolder = 12

/** @returns for each folder its kills; all failpoints come equally often, and those of a migration first on their folder */
export function planKills(kills: number, random: Random): readonly (readonly PlannedKill[])[] {
  const drawn: PlannedKill[] = []
  while (drawn.length < kills) {
    for (const point of shuffled(failpoints, random)) drawn.push({ point, nth: 1 + random.below(latest(point)) })
  }
  drawn.length = kills
  const migrations = drawn.filter(({ point }) => isMigration(point))
  const others = drawn.filter(({ point }) => !isMigration(point))
  const count = Math.max(migrations.length, Math.ceil(kills / killsPerFolder))
  return Array.from({ length: count }, (_, folder) => [
    ...migrations.slice(folder, folder + 1),
    ...others.filter((_kill, index) => index % count === folder),
  ])
}

export function isClosing(point: Failpoint): boolean {
  return point.startsWith('closing-')
}

export function isMigration(point: Failpoint): boolean {
  return point.startsWith('migration-')
}

/** How often it may be passed before the server dies there. Start and end pass theirs once, the log and snapshots seldom. */
function latest(point: Failpoint): number {
  if (isMigration(point)) return schemaVersion
  if (/^(update|commit|group|ack)-/.test(point) || ['operations-written', 'rows-written'].includes(point)) return 60
  return /^upload-(bytes|counted|announced)/.test(point) || point === 'references-written' ? 4 : 1
}

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const order = items.map(item => ({ item, key: random.below(2 ** 30) }))
  return order.sort((a, b) => a.key - b.key).map(({ item }) => item)
}
