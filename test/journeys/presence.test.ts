/** Who is here, on which row, with what unsaved: seen in real browsers, and whatever a stranger says does no harm. */
import { expect, it } from 'vitest'
import { encodeAwareness } from '../../course/wire/frame.ts'
import type { Author } from './fixtures/author.ts'
import { lookAt } from './fixtures/axe.ts'
import { journey } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'

const alsoHere = ({ page }: Author) => page.getByRole('button', { name: /^Also here: / })

/** What stands on a row about others, in words. */
function marksOn({ page }: Author, title: string) {
  return page.getByRole('row', { name: title, exact: true }).locator('[role=img]')
}

async function nameOf(author: Author): Promise<string | null> {
  return alsoHere(author).getAttribute('aria-label')
}

it(
  'A colleague is seen with name, row and unsaved changes, and gone within seconds of closing the window',
  journey(async world => {
    const [ana, ben] = await Promise.all([world.author(), world.author()])
    const courseId = await seedCourse(world.server.url)
    const [anas] = await Promise.all([ana.openCourse(courseId), ben.openCourse(courseId)])
    await ana.takeName('Ana')

    await anas.title('Intro').click()
    await marksOn(ben, 'Intro').waitFor()
    expect(await marksOn(ben, 'Intro').getAttribute('aria-label')).toBe('Ana is editing this')
    await anas.openField.fill('Welcome')
    await expect.poll(() => nameOf(ben)).toBe('Also here: Ana, editing "Intro", 1 unsaved change')
    await anas.openField.press('Enter')
    const unsaved = 'Ana is here. Ana has unsaved changes here'
    await expect.poll(() => marksOn(ben, 'Intro').getAttribute('aria-label')).toBe(unsaved)

    await ana.takeName('Ana María')
    await expect.poll(() => nameOf(ben)).toBe('Also here: Ana María, 1 unsaved change')
    await alsoHere(ben).click()
    await ben.page.getByRole('dialog', { name: 'Also here' }).getByText('Ana María').waitFor()
    await ben.page.keyboard.press('Escape')

    await ana.quit()
    const closedAt = performance.now()
    await alsoHere(ben).waitFor({ state: 'detached' })
    expect(performance.now() - closedAt).toBeLessThan(5000)
    expect(await marksOn(ben, 'Intro').count()).toBe(0)
  }),
)

it(
  'A closed chapter bears the marks of its videos, and the list of colleagues leads to their rows',
  journey(async world => {
    const [ana, ben] = await Promise.all([world.author(), world.author()])
    const courseId = await seedCourse(world.server.url)
    const [anas, bens] = await Promise.all([ana.openCourse(courseId), ben.openCourse(courseId)])
    await ana.takeName('Ana')
    await anas.title('Clove hitch').click()
    await marksOn(ben, 'Clove hitch').waitFor()
    await ben.page.getByRole('button', { name: 'Videos of "Hitches"' }).click()
    await marksOn(ben, 'Hitches').waitFor()

    await alsoHere(ben).click()
    await ben.page.getByRole('button', { name: /^Ana/ }).click()
    await expect.poll(() => bens.focusedTitle()).toBe('Clove hitch')
  }),
)

it(
  'Whatever a stranger says of themself does no harm to anybody',
  journey(async world => {
    const [ana, ben] = await Promise.all([world.author(), world.author()])
    const courseId = await seedCourse(world.server.url)
    const [anas, bens] = await Promise.all([ana.openCourse(courseId), ben.openCourse(courseId)])
    await ana.takeName('Ana')
    const strangers = await Promise.all(hostileStates.map(state => saySomething(world.server.url, { courseId, state })))

    await expect.poll(() => nameOf(ben)).toMatch(/Ana.* and \d+ more$/)
    await anas.rename('Intro', 'Welcome')
    await anas.save()
    await bens.title('Welcome').waitFor()
    await ana.toasts.shown(/^Video "Welcome" saved$/)
    expect(await ben.page.getByRole('row').count()).toBe(9)
    for (const stranger of strangers) stranger.close()
    await expect.poll(() => nameOf(ben)).toMatch(/^Also here: Ana/)
    expect(ben.toasts.all).toEqual([])
  }),
)

it(
  'What is shown of others is accessible in light, dark and on a phone',
  journey(async world => {
    const [ana, ben] = await Promise.all([world.author(), world.author()])
    const courseId = await seedCourse(world.server.url)
    const [anas, bens] = await Promise.all([ana.openCourse(courseId), ben.openCourse(courseId)])
    await bens.rename('Rope', 'Cord')
    await marksOn(ana, 'Rope').waitFor()
    await alsoHere(ana).click()
    const found = [await lookAt(ana.page, 'list of colleagues')]
    await ana.page.keyboard.press('Escape')

    await anas.rename('Rope', 'Which rope')
    await anas.title('Intro').click()
    await bens.rename('Intro', 'Hello')
    await bens.save()
    await ana.page.getByRole('group', { name: /changed this to "Hello"/ }).waitFor()
    found.push(await lookAt(ana.page, 'note beside the field, and the list of changes that met'))
    await ana.page.getByRole('button', { name: /^Activity/ }).click()
    await ana.page.getByText('Video "Hello" saved').waitFor()
    found.push(await lookAt(ana.page, 'activity'))
    expect(found.flat()).toEqual([])
  }),
)

/** From many sockets: more people than are shown, names that are none, rows that are not there, and worse. */
const hostileStates: readonly unknown[] = [
  null,
  7,
  { user: 'me' },
  { user: { id: '__proto__', name: '\u202Eevil\u0000' } },
  { user: { id: 'x', name: '<img src=x onerror=alert(1)>'.repeat(60) } },
  { user: { id: 'y', name: 'y' }, row: { kind: 'video', id: '"]{}*' }, unsaved: { count: -1, ids: 'all' } },
  { user: { id: 'z', name: 'z' }, unsaved: { count: 1e300, ids: Array.from({ length: 500 }, (_, id) => id) } },
  { server: { version: 1, epoch: 'forged', revision: 1e9 }, acks: {}, uploads: {} },
  ...Array.from({ length: 60 }, (_, index) => ({
    user: { id: `crowd-${index}`, name: `Crowd ${index}` },
    row: { kind: 'video', id: 'nowhere' },
  })),
]

/** One more connection to the course, as any program can make one; open until it is closed. */
async function saySomething(
  serverUrl: string,
  { courseId, state }: { readonly courseId: string; readonly state: unknown },
): Promise<WebSocket> {
  const socket = new WebSocket(`${serverUrl.replace('http', 'ws')}/sync/${courseId}?v=1`)
  await new Promise(resolve => socket.addEventListener('open', resolve, { once: true }))
  const clientId = Math.floor(Math.random() * 2 ** 32)
  socket.send(encodeAwareness([{ clientId, clock: 1, state: JSON.stringify(state) }]))
  return socket
}
