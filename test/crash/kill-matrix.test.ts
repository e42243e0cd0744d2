/** The server killed at named places of its code, under load. All of them, more often: `npm run test:crash -- --matrix`. */
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type MatrixOutcome, runKillMatrix } from './kill-matrix.ts'

const seed = 20_261_123
const plantedMain = fileURLToPath(new URL('./planted-main.ts', import.meta.url))

function summaryOf({ points, uploads, lost, twice }: MatrixOutcome): string {
  const acknowledged = [...points.values()].reduce((sum, counts) => sum + counts.acknowledged, 0)
  return `${points.size} failpoints, ${acknowledged} acknowledged, ${lost.length} lost, ${twice.length} twice, ${uploads} uploads`
}

describe('A server that dies at a named place of its code', () => {
  it('[A1][P1][P2][A4][P3] keeps what it acknowledged whole and once, and the next one brings the rest to its end', async () => {
    const outcome = await runKillMatrix({
      seed,
      plan: [
        [
          { point: 'migration-written', nth: 1 },
          { point: 'group-handed-over', nth: 12 },
          { point: 'group-written', nth: 25 },
          { point: 'group-committed', nth: 17 },
          { point: 'database-opened', nth: 1 },
          { point: 'ack-due', nth: 20 },
          { point: 'upload-renamed', nth: 1 },
          { point: 'upload-row-committed', nth: 1 },
          { point: 'snapshot-row-written', nth: 1 },
          { point: 'closing-committed', nth: 1 },
        ],
      ],
    })
    console.log(summaryOf(outcome))

    expect(outcome, `seed ${seed}`).toMatchObject({ lost: [], twice: [], wrong: [] })
    expect([...outcome.points.values()].map(({ hit }) => hit)).toEqual(Array(10).fill(1))
  })

  it('[A1] is found out where it answers before the commit: the matrix itself is put to the test', async () => {
    const plan = [[{ point: 'group-written', nth: 20 } as const]]
    const outcome = await runKillMatrix({ seed, plan, main: plantedMain })

    expect(outcome.lost.length).toBeGreaterThan(0)
  })
})
