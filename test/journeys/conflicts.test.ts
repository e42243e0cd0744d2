/** Two authors with different values for the same thing: both are shown, one press decides, and nothing is lost. */
import { expect, it } from 'vitest'
import type { Author } from './fixtures/author.ts'
import { journey, type World } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'

async function anaAndBen(world: World) {
  const [ana, ben] = await Promise.all([world.author(), world.author()])
  const courseId = await seedCourse(world.server.url)
  const [anas, bens] = await Promise.all([ana.openCourse(courseId), ben.openCourse(courseId)])
  await ana.takeName('Ana')
  await ben.takeName('Ben')
  return { ana, ben, anas, bens, courseId }
}

/** Beside the open field. */
const note = ({ page }: Author, name: string) => page.getByRole('group', { name })
const met = ({ page }: Author) => page.getByRole('region', { name: 'Changes that met' })

it(
  '[C7] A title that a colleague saves while I type it is told beside the field, and the field keeps mine',
  journey(async world => {
    const { ana, anas, bens, courseId } = await anaAndBen(world)
    await anas.title('Rope').click()
    await ana.page.keyboard.type('Which rope')
    await bens.rename('Rope', 'Cord')
    await bens.save()

    await note(ana, 'Ben changed this to "Cord"').waitFor()
    await ana.page.keyboard.type(' to take')
    expect(await anas.openField.inputValue()).toBe('Which rope to take')
    await anas.openField.press('Enter')
    const region = met(ana)
    await region.getByText('Ben changed the title "Rope" to "Cord". You have "Which rope to take"').waitFor()
    await region.getByRole('button', { name: 'Keep mine' }).click()
    await region.waitFor({ state: 'detached' })
    await anas.save()
    // Having seen the other value, an ordinary save.
    await ana.toasts.shown(/^Video "Which rope to take" saved$/)
    expect(world.stored(courseId).outline[0]?.[1]).toContain('Which rope to take')
  }),
)

it(
  '[C7] Theirs is used with one press, from the field and from the list, and nothing stays unsaved',
  journey(async world => {
    const { ana, anas, bens } = await anaAndBen(world)
    await anas.rename('Rope', 'Which rope')
    await anas.title('Ends').click()
    await bens.rename('Rope', 'Cord')
    await bens.rename('Ends', 'The ends')
    await bens.save()

    await note(ana, 'Ben changed this to "The ends"').getByRole('button', { name: 'Use theirs' }).click()
    await expect.poll(() => anas.focusedTitle()).toBe('The ends')
    await met(ana).getByRole('button', { name: 'Use theirs' }).click()
    await expect.poll(() => anas.focusedTitle()).toBe('Cord')
    await anas.isSaved()
  }),
)

it(
  '[A5][A8] A title that was saved over unseen is told to both, with both values and the choice',
  journey(async world => {
    const { ana, ben, anas, bens } = await anaAndBen(world)
    await anas.rename('Rope', 'Which rope')
    await bens.rename('Rope', 'Cord')
    await bens.save()
    await met(ana).waitFor()
    await anas.save()

    await ana.toasts.shown(/^Saved\. Ben had changed the title of "Which rope" meanwhile; yours was kept\.$/)
    await ana.page.getByText('Yours: "Which rope" · Ben\'s: "Cord"').waitFor()
    await ben.page.getByRole('button', { name: /^Activity, \d new$/ }).click()
    const list = ben.page.getByRole('complementary', { name: 'Activity' })
    await list.getByText('Ana changed the title of "Which rope" without having seen yours.').waitFor()
    await list.getByText('Yours: "Cord" · Ana\'s: "Which rope"').waitFor()
    await list.getByRole('button', { name: 'Use mine' }).click()
    await anas.title('Cord').waitFor()
    await list.getByText('Yours is used.').waitFor()
    expect(ben.toasts.sentences).toEqual(['Video "Cord" saved', 'Video "Cord" saved'])
  }),
)

it(
  '[C3] What a colleague deletes while I work on it is restored with my changes, or let go',
  journey(async world => {
    const { ana, anas, bens, courseId } = await anaAndBen(world)
    await anas.rename('Half hitch', 'Half a hitch')
    await anas.rename('Sheet bend', 'A sheet bend')
    await anas.title('Intro').click()
    await ana.page.keyboard.type('Welcome')
    for (const title of ['Half hitch', 'Sheet bend', 'Intro']) await bens.delete(title)
    await bens.save()

    const intro = note(ana, '"Intro" was deleted by Ben')
    await intro.getByRole('button', { name: 'Restore it with my changes' }).click()
    expect(await anas.openField.inputValue()).toBe('Welcome')
    await anas.openField.press('Enter')
    const lost = (title: string) =>
      met(ana)
        .getByRole('listitem')
        .filter({ hasText: `"${title}" was deleted by Ben` })
    await lost('Half hitch').getByRole('button', { name: 'Restore it with my changes' }).click()
    await lost('Sheet bend').getByRole('button', { name: 'Let it go' }).click()
    await met(ana).waitFor({ state: 'detached' })
    await anas.save()
    await expect
      .poll(() => bens.outline())
      .toEqual([
        ['Basics', ['Welcome', 'Rope', 'Ends']],
        ['Hitches', ['Clove hitch', 'Half a hitch']],
        ['Bends', []],
      ])
    expect(world.stored(courseId).outline[0]?.[1]).toContain('Welcome')
  }),
)

it(
  "[A3] A colleague's save glows on its row for a moment and stands in the activity list, without a toast",
  journey(async world => {
    const { ana, ben, anas, bens } = await anaAndBen(world)
    await anas.rename('Rope', 'Which rope')
    await anas.save()

    const mark = ben.page.getByRole('row', { name: 'Which rope', exact: true }).locator('[role=img]')
    await expect.poll(() => mark.getAttribute('aria-label')).toContain('Ana has just saved this')
    await ben.page.getByRole('button', { name: 'Activity, 1 new' }).click()
    const list = ben.page.getByRole('complementary', { name: 'Activity' })
    await list.getByRole('listitem').filter({ hasText: 'Ana' }).getByText('Video "Which rope" saved').waitFor()
    await ben.page.getByRole('button', { name: 'Activity', exact: true }).waitFor()
    await mark.waitFor({ state: 'detached' })
    await bens.isSaved()
    expect(ben.toasts.all).toEqual([])
    expect(ana.toasts.sentences).toEqual(['Video "Which rope" saved'])
  }),
)
