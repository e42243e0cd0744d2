/** Two tabs of one browser on one course. */
import { expect, it } from 'vitest'
import { journey } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'

it(
  '[S2] Two tabs share one draft; saving it in either makes one operation and one toast over both',
  journey(async world => {
    const ana = await world.author()
    const courseId = await seedCourse(world.server.url)
    const first = await ana.openCourse(courseId)
    const second = await ana.openTab(courseId)
    await Promise.all([first.isSaved(), second.isSaved()])

    await first.rename('Basics', 'Foundations')
    await second.title('Foundations').waitFor()
    await second.saveButton.filter({ hasText: 'Save 1 change' }).waitFor()
    await second.rename('Intro', 'Welcome')
    await first.saveButton.filter({ hasText: 'Save 2 changes' }).waitFor()
    await Promise.all([first.save(), second.save()])
    const toast = await ana.toasts.shown(/^2 changes saved$/)
    await Promise.all([first.isSaved(), second.isSaved()])
    // The tab that did not save would tell it a second after its answer, if it were to tell it.
    await second.page.waitForFunction(at => Date.now() > at, toast.at + 1500)

    expect(await second.outline()).toEqual(await first.outline())
    expect(world.stored(courseId).outline).toEqual(await first.outline())
    expect(world.stored(courseId).operations).toHaveLength(2)
    expect(ana.toasts.all).toHaveLength(1)
  }),
)

it(
  '[S2] A save whose tab is closed before the answer is told once, by the other tab',
  journey(async world => {
    const ana = await world.author()
    const courseId = await seedCourse(world.server.url)
    const first = await ana.openCourse(courseId)
    const second = await ana.openTab(courseId)
    await Promise.all([first.isSaved(), second.isSaved()])

    ana.network.cut()
    await Promise.all([first.says(/^Offline/), second.says(/^Offline/)])
    await second.rename('Basics', 'Foundations')
    await second.save()
    await first.says('Offline · 1 change saved on this device')
    await second.page.close()
    ana.network.heal()
    await ana.toasts.shown(/^1 earlier change of yours is saved\.$/)
    await first.isSaved()
    expect(ana.toasts.sentences.filter(sentence => !sentence.startsWith('Saved on this device'))).toHaveLength(1)
    expect(world.stored(courseId).operations).toHaveLength(2)
  }),
)
