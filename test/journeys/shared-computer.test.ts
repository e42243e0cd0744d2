/** A computer that others use, too: links that sign somebody in, and leaving nothing behind. */
import { SignJWT } from 'jose'
import { expect, it } from 'vitest'
import type { Author } from './fixtures/author.ts'
import { lookAt } from './fixtures/axe.ts'
import { journey } from './fixtures/journey.ts'

const secret = 'a secret that only this journey knows'
const provider = 'https://id.example'
const environment = { AUTH_SECRET: secret, AUTH_SIGN_IN_URL: `${provider}/start` }

function tokenOf(name: string): Promise<string> {
  const token = new SignJWT({ name }).setProtectedHeader({ alg: 'HS256' }).setSubject(name.toLowerCase())
  return token.setExpirationTime('10m').sign(new TextEncoder().encode(secret))
}

/** The identity provider, where whoever comes is this person; it leads back to the same address each time. */
async function signInsAs({ page }: Author, name: string): Promise<void> {
  const token = await tokenOf(name)
  const back = `/#token=${token}`
  const { origin } = new URL(page.url())
  await page.context().route(`${provider}/**`, route => {
    return route.fulfill({ status: 302, headers: { location: `${origin}${back}` } })
  })
}

async function signIn({ page }: Author): Promise<void> {
  await page.getByRole('link', { name: 'Sign in' }).click()
}

async function beginCourse({ page, screen }: Author, title: string): Promise<string> {
  await page.getByRole('button', { name: 'New course' }).click()
  const dialog = page.getByRole('dialog', { name: 'Create a course' })
  await dialog.getByLabel('Title').fill(title)
  await dialog.getByRole('button', { name: 'Create' }).click()
  await page.getByRole('heading', { name: title, level: 1 }).waitFor()
  await screen.isSaved()
  return screen.courseId
}

it(
  'An invitation that is opened signed out is there again after the sign-in',
  journey(async world => {
    const [ana, ben] = await Promise.all([world.author(), world.author()])
    await ana.page.goto('/')
    await signInsAs(ana, 'Ana')
    await signIn(ana)
    const courseId = await beginCourse(ana, 'Knots')
    const invited = ana.page.request.post(`/api/courses/${courseId}/invitations`, { data: { role: 'editor' } })
    const { token } = await (await invited).json()

    await ben.page.goto(`/invitations/${token}`)
    await signInsAs(ben, 'Ben')
    await signIn(ben)
    await ben.page.getByText('You are invited to work on "Knots".').waitFor()
    expect(new URL(ben.page.url()).hash).toBe('')
    await ben.page.getByRole('button', { name: 'Accept' }).click()
    await ben.screen.isOpen()
  }, environment),
)

it(
  'A link of a stranger signs nobody in without asking',
  journey(async world => {
    const ana = await world.author()
    await ana.page.goto(`/#token=${await tokenOf('Mallory')}`)
    const question = ana.page.getByRole('alertdialog', { name: 'Sign in as Mallory?' })
    await question.waitFor()
    expect(await lookAt(ana.page, 'sign-in-question')).toEqual([])
    await question.getByRole('button', { name: 'Not me' }).click()
    await question.waitFor({ state: 'detached' })
    await ana.page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect((await ana.page.request.get('/api/session')).status()).toBe(401)

    await signInsAs(ana, 'Ana')
    await signIn(ana)
    await ana.page.getByRole('button', { name: /^Your name: / }).click()
    await ana.page.getByText('Signed in as Ana').waitFor()
    await ana.page.goto('about:blank')
    await ana.page.goto(`/#token=${await tokenOf('Mallory')}`)
    await question.getByText(/^Ana was signed in here before/).waitFor()
    await question.getByRole('button', { name: 'Not me' }).click()
    const session = await (await ana.page.request.get('/api/session')).json()
    expect(session).toMatchObject({ user: { id: 'user:ana' } })
  }, environment),
)

it(
  '[S1] A device is cleared once its author has seen what is not stored: then nothing is left of it there',
  journey(async world => {
    const ana = await world.author()
    await ana.page.goto('/')
    await signInsAs(ana, 'Ana')
    await signIn(ana)
    const courseId = await beginCourse(ana, 'Knots')
    await ana.screen.addChapter('Only here')
    const otherTab = ana.page
    await ana.openTab(courseId)

    await ana.page.getByRole('button', { name: /^Your name: / }).click()
    await ana.page.getByRole('button', { name: 'Clear this device…' }).click()
    const dialog = ana.page.getByRole('dialog', { name: 'Clear this device?' })
    await dialog.getByText('"Knots": 1 change').waitFor()
    expect(await lookAt(ana.page, 'clear-device')).toEqual([])
    await dialog.getByRole('button', { name: 'Clear this device' }).click()
    await dialog.getByText(/^Tick the box first/).waitFor()
    expect(new URL(ana.page.url()).pathname).toBe(`/courses/${courseId}`)
    await dialog.getByLabel('I know that these are lost').check()
    await dialog.getByRole('button', { name: 'Clear this device' }).click()

    await ana.page.getByText('This device is cleared.').waitFor()
    await ana.page.getByRole('heading', { name: 'Sign in' }).waitFor()
    const kept = () => ana.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
    expect(await kept()).toEqual(['lectern-device'])
    await otherTab.getByText(/^This device was cleared in another tab/).waitFor()
    expect((await ana.page.request.get('/api/session')).status()).toBe(401)
    expect(world.stored(courseId).operations.length).toBeGreaterThan(0)
  }, environment),
)
