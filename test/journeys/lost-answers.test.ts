/** The server stores, and its answer gets lost. */
import { expect, it } from 'vitest'
import { journey } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'

it(
  '[S2][A4] A save whose answer gets lost is stored once and told once, five times over',
  journey(async world => {
    const ana = await world.author()
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()

    const added = ['Bowline', 'Reef knot', 'Prusik', 'Figure eight', 'Alpine butterfly']
    for (const [index, title] of added.entries()) {
      await screen.addVideo('Basics', title)
      ana.network.swallowAnswers()
      await screen.save()
      await expect.poll(() => world.stored(screen.courseId).operations.length).toBe(index + 2)
      expect(ana.toasts.all).toHaveLength(index)
      ana.network.cut()
      await ana.comeOnline()
      await ana.toasts.shown(new RegExp(`^Video "${title}" created$`))
      await screen.isSaved()
    }

    expect(ana.toasts.sentences).toEqual(added.map(title => `Video "${title}" created`))
    const { operations, outline } = world.stored(screen.courseId)
    expect(operations).toHaveLength(6)
    expect(outline[0]?.[1]).toEqual(['Intro', 'Rope', 'Ends', ...added])
  }),
)

it(
  '[A1][S3] While the server stands still nothing is called saved, and nothing is called failed',
  journey(async world => {
    const ana = await world.author()
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()

    world.server.freeze()
    await screen.rename('Basics', 'Foundations')
    await screen.save()
    await screen.says('Saving…')
    const toast = await ana.toasts.shown(/^Still saving\. Your changes are safe on this device\.$/)
    expect(toast.sinceSaveMs).toBeGreaterThan(7500)
    expect(ana.toasts.all).toHaveLength(1)
    world.server.thaw()
    await ana.toasts.shown(/^Chapter "Foundations" saved$/)
    await screen.isSaved()
    expect(ana.toasts.all).toHaveLength(2)
    expect(world.stored(screen.courseId).operations).toHaveLength(2)
  }),
)
