/**
 * Rules that other course builders broke. Two stand with their own kind: a remote change never takes the field that is
 * typed in (together.test.ts), and an ack lost five times makes one video and one toast (lost-answers.test.ts). That
 * large courses stay smooth is measured in typing.test.ts.
 */
import { expect, it } from 'vitest'
import { journey } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'

it(
  '[S1][A1] What is edited after Save was pressed stays unsaved until its own save is stored, over a kill too',
  journey(async world => {
    const ana = await world.authorOnDisk()
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    const { courseId } = screen

    await screen.rename('Basics', 'Foundations')
    ana.network.holdRequests()
    await screen.save()
    await screen.rename('Intro', 'Welcome')
    ana.network.heal()
    await ana.toasts.shown(/^Chapter "Foundations" saved$/)
    await screen.says('1 unsaved change')
    expect(world.stored(courseId).outline[0]).toEqual(['Foundations', ['Intro', 'Rope', 'Ends']])

    await ana.quit()
    await ana.start()
    const after = await ana.openCourse(courseId)
    await after.title('Welcome').waitFor()
    await after.says('1 unsaved change')
    await after.save()
    await after.isSaved()
    expect(world.stored(courseId).outline[0]).toEqual(['Foundations', ['Welcome', 'Rope', 'Ends']])
  }),
)

it(
  "[C2][C4] A save that was made without knowing of a colleague's new chapter leaves it where it is",
  journey(async world => {
    const [ana, ben] = await Promise.all([world.author(), world.author()])
    const courseId = await seedCourse(world.server.url)
    const [anas, bens] = await Promise.all([ana.openCourse(courseId), ben.openCourse(courseId)])
    await Promise.all([anas.isSaved(), bens.isSaved()])

    ana.network.cut()
    await anas.says(/^Offline/)
    await anas.press('Bends', 'Alt+ArrowUp')
    await anas.delete('Hitches')
    await anas.addChapter('Whippings')
    await anas.save()
    await bens.addChapter('Splices')
    await bens.addVideo('Splices', 'Eye splice')
    await bens.save()
    await ben.toasts.shown(/^2 changes saved$/)

    await ana.comeOnline()
    await ana.toasts.shown(/^3 changes saved$/)
    await anas.title('Eye splice').waitFor()
    const { outline } = world.stored(courseId)
    expect(outline).toContainEqual(['Splices', ['Eye splice']])
    expect(outline.map(([title]) => title).sort()).toEqual(['Basics', 'Bends', 'Splices', 'Whippings'])
    await expect.poll(() => bens.outline()).toEqual(outline)
    expect(await anas.outline()).toEqual(outline)
  }),
)

it(
  '[S1] With no network nothing is ever said to be saving',
  journey(async world => {
    const ana = await world.author()
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()

    ana.network.cut()
    await screen.says(/^Offline/)
    const said = await screen.listenFor(/Saving/)
    await screen.rename('Basics', 'Foundations')
    await screen.save()
    await screen.says('Offline · 1 change saved on this device')
    await screen.rename('Intro', 'Welcome')
    await screen.save()
    await screen.says('Offline · 2 changes saved on this device')
    expect(await said()).toEqual([])

    await ana.comeOnline()
    await screen.isSaved()
    expect(world.stored(screen.courseId).operations).toHaveLength(3)
  }),
)
