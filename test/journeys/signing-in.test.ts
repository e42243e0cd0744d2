/** People with accounts: signing in, being invited, what a viewer can do, and the end of it. */
import { SignJWT } from 'jose'
import { expect, it } from 'vitest'
import type { Author } from './fixtures/author.ts'
import { lookAt } from './fixtures/axe.ts'
import type { CourseScreen } from './fixtures/course-screen.ts'
import { journey } from './fixtures/journey.ts'

const secret = 'a secret that only this journey knows'
const environment = { AUTH_SECRET: secret }

function tokenOf(subject: string, name: string): Promise<string> {
  const token = new SignJWT({ name }).setProtectedHeader({ alg: 'HS256' }).setSubject(subject)
  return token.setExpirationTime('10m').sign(new TextEncoder().encode(secret))
}

/** By a link, which asks whether it is meant. */
async function arrive({ page }: Author, name: string): Promise<void> {
  await page.goto(`/#token=${await tokenOf(name.toLowerCase(), name)}`)
  await page.getByRole('button', { name: `Sign in as ${name}` }).click()
}

/** @returns its screen */
async function beginCourse({ page, screen }: Author, title: string): Promise<CourseScreen> {
  await page.getByRole('button', { name: 'New course' }).click()
  const dialog = page.getByRole('dialog', { name: 'Create a course' })
  await dialog.getByLabel('Title').fill(title)
  await dialog.getByRole('button', { name: 'Create' }).click()
  await page.getByRole('heading', { name: title, level: 1 }).waitFor()
  await screen.isSaved()
  return screen
}

it(
  'Who has no account sees nothing; who signs in begins a course, and what they save says who they are',
  journey(async world => {
    const ana = await world.author()
    await ana.page.goto('/')
    await ana.page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await lookAt(ana.page, 'sign-in')).toEqual([])
    await ana.page.getByLabel('Access token').fill('not a token')
    await ana.page.getByRole('button', { name: 'Sign in' }).click()
    await ana.page.getByText(/^This token is not accepted/).waitFor()
    await ana.page.getByLabel('Access token').fill(await tokenOf('ana', 'Ana'))
    await ana.page.getByRole('button', { name: 'Sign in' }).click()

    const screen = await beginCourse(ana, 'Knots')
    await screen.addChapter('Basics')
    await screen.save()
    await ana.toasts.shown(/^Chapter "Basics" created$/)
    const users = world.stored(screen.courseId).operations.map(({ userId }) => userId)
    expect(new Set(users)).toEqual(new Set(['user:ana']))
  }, environment),
)

it(
  'An owner invites by link; a viewer sees each save and changes nothing; removed, they are shown out',
  journey(async world => {
    const [ana, ben] = await Promise.all([world.author(), world.author()])
    await arrive(ana, 'Ana')
    const screen = await beginCourse(ana, 'Knots')
    await screen.openMenu()
    await ana.page.getByRole('menuitem', { name: 'Members' }).click()
    const members = ana.page.getByRole('dialog', { name: 'Members of this course' })
    await members.getByLabel('May').selectOption('look only')
    await members.getByRole('button', { name: 'Make a link' }).click()
    const link = new URL(await members.getByLabel('Invitation link').inputValue()).pathname

    await arrive(ben, 'Ben')
    await ben.page.getByRole('heading', { name: 'Courses' }).waitFor()
    await ben.page.goto(link)
    await ben.page.getByText('You are invited to look at "Knots".').waitFor()
    await ben.page.getByRole('button', { name: 'Accept' }).click()
    await ben.page.getByText(/^You can look at this course, but not change it/).waitFor()

    await ana.page.keyboard.press('Escape')
    await screen.addChapter('Basics')
    await screen.save()
    await ana.toasts.shown(/^Chapter "Basics" created$/)
    await ben.page.getByRole('heading', { name: 'Basics' }).waitFor()

    await screen.openMenu()
    await ana.page.getByRole('menuitem', { name: 'Members' }).click()
    await members.getByRole('button', { name: 'Remove Ben' }).click()
    await expect.poll(async () => (await ben.page.request.get(`/api/courses/${screen.courseId}`)).status()).toBe(404)
  }, environment),
)
