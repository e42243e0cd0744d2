/** Working without the server, over reloads and with the browser closed. */
import { expect, it } from 'vitest'
import { journey } from './fixtures/journey.ts'
import { knots, seedCourse } from './fixtures/seed-course.ts'

it(
  '[S1][S2] Edits and saves made with the server gone outlive reload and browser, and go out by themselves later',
  journey(async world => {
    const ana = await world.authorOnDisk({ hasServiceWorker: true })
    const before = await ana.openCourse(await seedCourse(world.server.url))
    await before.isSaved()
    const { courseId } = before
    await ana.hasKeptTheApp()
    await world.server.kill()

    await ana.page.reload()
    await before.says(/^Offline/)
    expect(await before.outline()).toEqual(knots)
    await before.rename('Basics', 'Foundations')
    await before.save()
    await before.rename('Intro', 'Welcome')
    await before.save()
    await before.says('Offline · 2 changes saved on this device')
    await before.rename('Bends', 'Joining ropes')
    await before.says('Offline · 3 changes saved on this device')
    expect(ana.toasts.saying(/^Saved on this device/)).toHaveLength(2)
    expect(ana.toasts.all).toHaveLength(2)

    await ana.quit()
    await ana.start()
    const after = await ana.openCourse(courseId)
    await after.says('Offline · 3 changes saved on this device')
    const edited = [['Foundations', ['Welcome', 'Rope', 'Ends']], knots[1], ['Joining ropes', ['Sheet bend']]]
    expect(await after.outline()).toEqual(edited)

    await world.server.start()
    await ana.toasts.shown(/^2 earlier changes of yours are saved\.$/)
    await after.says('1 unsaved change · kept on this device')
    expect(ana.toasts.all).toHaveLength(3)
    expect(world.stored(courseId).operations).toHaveLength(3)
    await after.save()
    await ana.toasts.shown(/^Chapter "Joining ropes" saved$/)
    expect(world.stored(courseId).outline).toEqual(edited)
    expect(ana.toasts.all).toHaveLength(4)
  }),
)

it(
  '[S2][S3] A save made offline goes out once the network is back, though its author has gone on to the list of courses',
  journey(async world => {
    const ana = await world.author()
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    const { courseId } = screen
    ana.network.cut()
    await screen.says(/^Offline/)
    await screen.rename('Intro', 'Welcome')
    await screen.save()
    await ana.toasts.shown(/^Saved on this device/)
    await ana.page.getByRole('link', { name: 'All courses' }).click()
    await ana.page.getByRole('heading', { name: 'Courses' }).waitFor()

    ana.network.heal()

    await ana.toasts.shown(/^Video "Welcome" saved$/)
    expect(world.stored(courseId).outline[0]?.[1]?.[0]).toBe('Welcome')
    expect(ana.toasts.all).toHaveLength(2)
  }),
)

it(
  '[S2][S3][C6] Twenty saves made offline, deletions among them, are twenty operations and no error',
  journey(async world => {
    const titles = Array.from({ length: 10 }, (_, index) => `Knot ${index + 1}`)
    const ana = await world.author()
    const screen = await ana.openCourse(await seedCourse(world.server.url, [['Basics', titles]]))
    await screen.isSaved()

    ana.network.cut()
    await screen.says(/^Offline/)
    for (const title of titles) {
      await screen.rename(title, `${title}, tied`)
      await screen.save()
      await screen.delete(`${title}, tied`)
      await screen.save()
    }
    await screen.says('Offline · 20 changes saved on this device')
    expect(world.stored(screen.courseId).operations).toHaveLength(1)

    await ana.comeOnline()
    await screen.isSaved()
    const { operations, outline } = world.stored(screen.courseId)
    expect(operations.map(({ status }) => status)).toEqual(Array(21).fill('stored'))
    expect(outline).toEqual([['Basics', []]])
    const told = titles.flatMap(title => [`Video "${title}, tied" saved`, `Video "${title}, tied" deleted`])
    const sentences = ana.toasts.sentences.filter(sentence => !sentence.startsWith('Saved on this device'))
    expect([...sentences].sort()).toEqual(told.sort())
  }),
)
