/** `npm run test:crash -- --kills 200 --uploads 200 --seed 1`: kills the real server as often as asked, and counts what was lost. */
import { parseArgs } from 'node:util'
import { type CampaignOutcome, runCampaign } from '../test/crash/kill-campaign.ts'
import { runUploadCampaign } from '../test/crash/upload-campaign.ts'

/** One data folder sees so many kills; the next begins empty. */
const killsPerFolder = 20

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    uploads: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
  },
})
const kills = wholeNumber('--kills', values.kills)
const uploads = wholeNumber('--uploads', values.uploads)
const firstSeed = wholeNumber('--seed', values.seed)

const outcomes: CampaignOutcome[] = []
for (let done = 0; done < kills; done += killsPerFolder) {
  const seed = firstSeed + outcomes.length
  const moment = outcomes.length % 2 === 0 ? 'ack' : 'save'
  const outcome = await runCampaign({ seed, moment, kills: Math.min(killsPerFolder, kills - done) })
  outcomes.push(outcome)
  const failures = [...outcome.lost, ...outcome.twice, ...outcome.wrong]
  if (failures.length === 0) continue
  process.exitCode = 1
  console.log(`seed ${seed}, killed at each ${moment}:\n  ${failures.join('\n  ')}`)
}

const total = (countOf: (outcome: CampaignOutcome) => number) =>
  outcomes.reduce((sum, outcome) => sum + countOf(outcome), 0)
const startsMs = outcomes.flatMap(outcome => outcome.startsMs)
console.log(`slowest start on a folder with courses: ${Math.round(Math.max(0, ...startsMs))} ms`)
console.log(
  [
    `${total(outcome => outcome.kills)} kills`,
    `${total(outcome => outcome.acknowledged)} acknowledged operations`,
    `${total(outcome => outcome.lost.length)} lost`,
    `${total(outcome => outcome.twice.length)} twice`,
  ].join(', '),
)

if (uploads > 0) {
  const { interruptions, broken } = await runUploadCampaign({ seed: firstSeed, uploads })
  if (broken.length > 0) process.exitCode = 1
  const { cut, kill, stop } = interruptions
  console.log(`${uploads} uploads, ${cut} cut, ${kill} killed, ${stop} stopped, ${broken.length} promises broken`)
  for (const line of broken) console.log(`  ${line}`)
}

function wholeNumber(flag: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  console.error(`${flag}: "${text}" is not a whole number.`)
  process.exit(1)
}
