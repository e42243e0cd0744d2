/** What the tabs of a simulated day have recorded: no file is kept, so a change of what clients send needs no new one. */
import '../simulation/pinned-globals.ts'
import { expect, it } from 'vitest'

// Loaded after time and randomness have been pinned: the libraries keep both as they are loaded.
const { runDay } = await import('../simulation/run-day.ts')
const { drawDay } = await import('../simulation/steps.ts')
const { parseRecording } = await import('./recording-file.ts')
const { runAgain } = await import('./run-again.ts')

it.each([
  [1, 'tabs beside others that are killed'],
  [2, 'tabs that exchange their mirror under each other'],
  [19, 'a tab that waits for another to make the document anew'],
  [38, 'disks that are full when a fate is claimed'],
])(
  '[S1] every tab that lived through the day of seed %i runs again, the same: %s',
  async seed => {
    const { recordings } = await runDay({ seed, steps: drawDay(seed), isRecorded: true })
    expect(recordings.size).toBeGreaterThan(2)
    for (const [tab, text] of recordings) {
      const file = parseRecording(text)
      if (file.kind === 'unreadable') throw new Error(`${tab}: ${file.reason}`)
      expect([tab, ...(await runAgain(file)).report]).toEqual([tab, expect.stringMatching(/^the same: /)])
    }
  },
  60_000,
)
