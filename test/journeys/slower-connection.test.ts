/** A network that lets HTTP through and no WebSocket. */
import { expect, it } from 'vitest'
import { journey } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'

it(
  '[S2] Where no WebSocket gets through, a save goes over HTTP, with one toast, and the chip says so until one does',
  journey(async world => {
    const ana = await world.author()
    ana.network.refuseWebSockets()
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.says('Saved · slower connection')

    await screen.rename('Basics', 'Foundations')
    await screen.delete('Intro')
    await screen.save()
    await ana.toasts.shown(/^2 changes saved$/)
    await screen.says('Saved · slower connection')
    expect(world.stored(screen.courseId).outline).toEqual(await screen.outline())
    expect(ana.requests).toContain(`POST /api/courses/${screen.courseId}/sync`)

    ana.network.heal()
    await screen.says(/^Saved · \d\d:\d\d$/)
    await screen.rename('Foundations', 'Basics')
    await screen.save()
    await ana.toasts.shown(/^Chapter "Basics" saved$/)
    expect(world.stored(screen.courseId).operations).toHaveLength(3)
    expect(ana.toasts.all).toHaveLength(2)
  }),
)
