/** Two authors in one course, each with a browser and a line of their own. */
import { expect, it } from 'vitest'
import type { Author } from './fixtures/author.ts'
import { journey } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'

it(
  '[A3][S2] Two authors see what the other has saved as it is stored, and no toast for it',
  journey(async world => {
    const [ana, ben] = await Promise.all([world.author(), world.author()])
    const courseId = await seedCourse(world.server.url)
    const [anas, bens] = await Promise.all([ana.openCourse(courseId), ben.openCourse(courseId)])
    await Promise.all([anas.isSaved(), bens.isSaved()])

    await anas.rename('Basics', 'Foundations')
    expect(await bens.outline()).toEqual([['Basics', ['Intro', 'Rope', 'Ends']], ...(await anas.outline()).slice(1)])
    await anas.save()
    await bens.title('Foundations').waitFor()
    await bens.moveTo('Intro', { chapter: 'Bends', place: 'At the top' })
    await bens.save()
    await ben.toasts.shown(/^"Intro" moved to "Bends"$/)
    await expect.poll(() => anas.outline()).toEqual(await bens.outline())
    await ana.toasts.shown(/^Chapter "Foundations" saved$/)
    expect([ana.toasts.all, ben.toasts.all].map(toasts => toasts.length)).toEqual([1, 1])
  }),
)

it(
  '[C7][A5] Of two titles given offline one is kept for both, and who lost is told and can take their own',
  journey(async world => {
    const [ana, ben] = await Promise.all([world.author(), world.author()])
    const courseId = await seedCourse(world.server.url)
    await Promise.all([ana.openCourse(courseId), ben.openCourse(courseId)])
    await ana.takeName('Ana')
    await ben.takeName('Ben')

    // Which of two concurrent values is kept is the same all through two documents' lives, and not known before.
    await renameApart([ana, ben], 'Intro', ['Welcome', 'Hello'])
    const [kept, lost] = (await ana.screen.outline())[0]?.[1][0] === 'Welcome' ? [ana, ben] : [ben, ana]
    const before = lost === ana ? 'Hello' : 'Welcome'
    for (const author of [ana, ben]) author.toasts.forget()
    await renameApart([kept, lost], before, ['Start here', 'Begin here'])

    const name = kept === ana ? 'Ana' : 'Ben'
    const told = `Saved. ${name} changed the title of "Start here" meanwhile; theirs was kept.`
    expect(lost.toasts.sentences.filter(sentence => sentence.startsWith('Saved. '))).toEqual([told])
    expect(kept.toasts.sentences.at(-1)).toBe('Video "Start here" saved')

    await lost.page.getByRole('button', { name: 'Use mine' }).last().click()
    await kept.screen.title('Begin here').waitFor()
    await lost.toasts.shown(/^Video "Begin here" saved$/)
    expect(world.stored(courseId).outline[0]?.[1]).toContain('Begin here')
    expect(kept.toasts.sentences.at(-1)).toBe('Video "Start here" saved')
  }),
)

it(
  '[C7] What others save never takes away the field that is being typed in',
  journey(async world => {
    const [ana, ben] = await Promise.all([world.author(), world.author()])
    const courseId = await seedCourse(world.server.url)
    const [anas, bens] = await Promise.all([ana.openCourse(courseId), ben.openCourse(courseId)])
    await Promise.all([anas.isSaved(), bens.isSaved()])

    await anas.title('Rope').click()
    await ana.page.keyboard.type('Which rope')
    const field = await anas.openField.elementHandle()
    await bens.rename('Rope', 'Cord')
    await bens.moveTo('Cord', { chapter: 'Bends', place: 'At the top' })
    await bens.delete('Basics')
    await bens.rename('Hitches', 'All hitches')
    await bens.save()
    await anas.title('All hitches').waitFor()

    expect(await field?.evaluate(input => input.isConnected && input === document.activeElement)).toBe(true)
    await ana.page.keyboard.type(' to take')
    expect(await anas.openField.inputValue()).toBe('Which rope to take')
    await ana.page.keyboard.press('Enter')
    await anas.save()
    await expect
      .poll(() => world.stored(courseId).outline.flatMap(([, videos]) => videos))
      .toContain('Which rope to take')
    await expect.poll(() => bens.outline()).toEqual(await anas.outline())
  }),
)

/** Both rename the same video with no network; the first comes back before the second. */
async function renameApart(
  [first, second]: readonly [Author, Author],
  title: string,
  names: readonly [string, string],
) {
  for (const [author, name] of [
    [first, names[0]],
    [second, names[1]],
  ] as const) {
    await author.screen.title(title).waitFor()
    author.network.cut()
    await author.screen.says(/^Offline/)
    await author.screen.rename(title, name)
    await author.screen.save()
    await author.screen.says('Offline · 1 change saved on this device')
  }
  for (const author of [first, second]) {
    await author.comeOnline()
    await author.screen.isSaved()
  }
  await expect.poll(() => first.screen.outline()).toEqual(await second.screen.outline())
}
