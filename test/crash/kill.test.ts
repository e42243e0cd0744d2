/** The server killed with SIGKILL, again and again, under authors who save. More kills: `npm run test:crash`. */
import { describe, expect, it } from 'vitest'
import { type CampaignOutcome, runCampaign } from './kill-campaign.ts'

const seed = 20_261_122

function summaryOf({ kills, acknowledged, unanswered, lost, twice, startsMs }: CampaignOutcome): string {
  return [
    `${kills} kills, ${acknowledged} acknowledged operations, ${lost.length} lost, ${twice.length} twice`,
    `unanswered at a kill: ${unanswered.stored} stored, ${unanswered.notStored} not`,
    `slowest restart on the same folder: ${Math.round(Math.max(...startsMs))} ms`,
  ].join('; ')
}

describe('A server killed while six authors save in three courses', () => {
  it('[A1][P1][P2][A4] keeps every acknowledged operation whole and once, killed as an ack arrives', async () => {
    const outcome = await runCampaign({ seed, kills: 14, moment: 'ack' })
    console.log(summaryOf(outcome))

    expect(outcome, `seed ${seed}`).toMatchObject({ kills: 14, lost: [], twice: [], wrong: [] })
    expect(outcome.acknowledged).toBeGreaterThan(100)
  })

  it('[P3][A4] stores every operation exactly once in the end, killed between a save and its ack', async () => {
    const outcome = await runCampaign({ seed, kills: 6, moment: 'save' })
    console.log(summaryOf(outcome))

    expect(outcome, `seed ${seed}`).toMatchObject({ kills: 6, lost: [], twice: [], wrong: [] })
    expect(outcome.unanswered.notStored).toBeGreaterThan(0)
  })
})
