/**
 * `npm run test:crash`: does to the real server what happens to servers, as often as asked, and counts what was lost.
 *
 *   --kills 200            killed as an ack arrives, or between a save and its ack (the default)
 *   --matrix --kills 2000  killed at each named place of its code
 *   --uploads 200          uploads cut, killed and stopped
 *   --cuts 100000          so many saves of the app's own sessions, over a line that is cut at every 50th
 *   --stop 20              held up by SIGSTOP for so many seconds
 *   --seed 1               what decides the rest
 */
import { parseArgs } from 'node:util'
import { failpoints } from '../persistence/failpoint.ts'
import { runCutCampaign } from '../test/crash/cut-campaign.ts'
import { type CampaignOutcome, runCampaign } from '../test/crash/kill-campaign.ts'
import { runKillMatrix } from '../test/crash/kill-matrix.ts'
import { planKills } from '../test/crash/matrix-plan.ts'
import { seededRandom } from '../test/crash/random.ts'
import { runStop } from '../test/crash/stop-campaign.ts'
import { runUploadCampaign } from '../test/crash/upload-campaign.ts'

/** One data folder sees so many kills; the next begins empty. */
const killsPerFolder = 20

const { values } = parseArgs({
  options: {
    kills: { type: 'string' },
    matrix: { type: 'boolean', default: false },
    uploads: { type: 'string', default: '0' },
    cuts: { type: 'string', default: '0' },
    stop: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
  },
})
const uploads = wholeNumber('--uploads', values.uploads)
const cuts = wholeNumber('--cuts', values.cuts)
const stopSeconds = wholeNumber('--stop', values.stop)
const isOtherAsked = uploads + cuts + stopSeconds > 0
const kills = wholeNumber('--kills', values.kills ?? (isOtherAsked ? '0' : '200'))
const firstSeed = wholeNumber('--seed', values.seed)

if (values.matrix) await killAtFailpoints()
else if (kills > 0) await killAtAcks()
if (uploads > 0) await interruptUploads()
if (cuts > 0) await cutLines()
if (stopSeconds > 0) await holdUp()
process.exit()

async function killAtFailpoints(): Promise<void> {
  let done = 0
  const { points, lost, twice, wrong, uploads } = await runKillMatrix({
    seed: firstSeed,
    plan: planKills(kills, seededRandom(firstSeed)),
    onFolder: (points, verdict) => {
      const counts = [...points.values()]
      done = sum(counts.map(({ hit }) => hit))
      const acknowledged = sum(counts.map(point => point.acknowledged))
      const found = [...verdict.lost, ...verdict.twice, ...verdict.wrong]
      console.log(
        `${done} of ${kills} kills at ${points.size} failpoints, ${acknowledged} acknowledged, ${found.length} faults`,
      )
      for (const line of found.slice(-5)) console.log(`  ${line}`)
    },
  })
  console.log(`${'failpoint'.padEnd(24)}  hit  acknowledged  lost  twice`)
  for (const point of failpoints) {
    const { hit = 0, acknowledged = 0, lost = 0, twice = 0 } = points.get(point) ?? {}
    const numbers = [String(hit).padStart(3), String(acknowledged).padStart(12), String(lost).padStart(4)]
    console.log(`${point.padEnd(24)}  ${numbers.join('  ')}  ${String(twice).padStart(5)}`)
  }
  const acknowledged = sum([...points.values()].map(counts => counts.acknowledged))
  report(`${done} kills at ${points.size} failpoints, ${acknowledged} acknowledged, ${uploads} uploads finished`, [
    ...lost.map(id => `lost: ${id}`),
    ...twice.map(id => `twice: ${id}`),
    ...wrong,
  ])
}

async function killAtAcks(): Promise<void> {
  const outcomes: CampaignOutcome[] = []
  for (let done = 0; done < kills; done += killsPerFolder) {
    const seed = firstSeed + outcomes.length
    const moment = outcomes.length % 2 === 0 ? 'ack' : 'save'
    const outcome = await runCampaign({ seed, moment, kills: Math.min(killsPerFolder, kills - done) })
    outcomes.push(outcome)
    const failures = [...outcome.lost, ...outcome.twice, ...outcome.wrong]
    if (failures.length > 0) report(`seed ${seed}, killed at each ${moment}`, failures)
  }
  const total = (countOf: (outcome: CampaignOutcome) => number) => sum(outcomes.map(countOf))
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
}

async function interruptUploads(): Promise<void> {
  const { interruptions, broken } = await runUploadCampaign({ seed: firstSeed, uploads })
  const { cut, kill, stop } = interruptions
  report(`${uploads} uploads, ${cut} cut, ${kill} killed, ${stop} stopped`, broken)
}

async function cutLines(): Promise<void> {
  const { saves, cut, told, broken } = await runCutCampaign({ seed: firstSeed, saves: cuts, onProgress: console.log })
  report(`${saves} saves, the line cut ${cut} times, ${told} told as saved`, broken)
}

async function holdUp(): Promise<void> {
  const { savedMeanwhile, saves, told, caughtUpMs, broken } = await runStop({ stoppedMs: stopSeconds * 1000 })
  const caughtUp = `${savedMeanwhile} saved meanwhile and told within ${Math.round(caughtUpMs)} ms`
  report(`held up for ${stopSeconds} s: ${caughtUp}, ${told} of ${saves} saves told`, broken)
}

function report(what: string, faults: readonly string[]): void {
  console.log(`${what}, ${faults.length} faults`)
  for (const line of faults.slice(0, 50)) console.log(`  ${line}`)
  if (faults.length > 0) process.exitCode = 1
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function wholeNumber(flag: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  console.error(`${flag}: "${text}" is not a whole number.`)
  process.exit(1)
}
