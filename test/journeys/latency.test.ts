/** From pressing Save to the toast, measured where the author sits. */
import { expect, it } from 'vitest'
import { journey } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'

const saves = 20

it(
  '[S4] A save is confirmed well within half a second, without asking the server anything meanwhile',
  journey(async world => {
    const ana = await world.authorOnDisk()
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    // The last thing that an opened course asks, by a part of the app that comes behind the first picture.
    await expect.poll(() => ana.requests, { timeout: 15_000 }).toContain('GET /api/limits')
    const requestsBefore = ana.requests.length

    let title = 'Intro'
    for (let save = 1; save <= saves; save++) {
      const next = `Intro ${save}`
      await screen.rename(title, next)
      await ana.page.keyboard.press('Control+s')
      await ana.toasts.shown(new RegExp(`^Video "${next}" saved$`))
      title = next
    }

    expect(ana.toasts.all).toHaveLength(saves)
    expect(world.stored(screen.courseId).operations).toHaveLength(saves + 1)
    expect(ana.requests.slice(requestsBefore)).toEqual([])
    const times = ana.toasts.all.map(({ sinceSaveMs = Number.NaN }) => sinceSaveMs).sort((a, b) => a - b)
    const median = times[saves / 2] ?? Number.NaN
    console.log(`Save to toast, ${saves} saves: median ${median.toFixed(0)} ms, max ${times.at(-1)?.toFixed(0)} ms`)
    expect(median).toBeLessThan(250)
  }),
)
