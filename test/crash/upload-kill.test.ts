/** Uploads cut, killed and stopped at random. More of them: `npm run test:crash -- --uploads 200`. */
import { expect, it } from 'vitest'
import { runUploadCampaign } from './upload-campaign.ts'

const seed = 20_261_123

it('[P2] uploads that are interrupted anywhere go on where they were, and end byte-equal', async () => {
  const outcome = await runUploadCampaign({ seed, uploads: 10 })
  console.log(`${JSON.stringify(outcome.interruptions)}, at most ${outcome.mostResentBytes} bytes sent again`)

  expect(outcome, `seed ${seed}`).toMatchObject({ uploads: 10, broken: [] })
  expect(Math.min(...Object.values(outcome.interruptions))).toBeGreaterThan(0)
})
