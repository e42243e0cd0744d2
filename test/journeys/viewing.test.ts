/** A viewer: sees the course, is offered nothing that changes it, and hears why from the keys. */
import { SignJWT } from 'jose'
import { expect, it } from 'vitest'
import type { Author } from './fixtures/author.ts'
import { lookAt } from './fixtures/axe.ts'
import { journey } from './fixtures/journey.ts'
import { holdFiles, writeVideos } from './fixtures/video-files.ts'

const secret = 'a secret that only this journey knows'
const why = 'You can look at this course, but not change it. Ask an owner if you want to edit.'

async function signIn({ page }: Author, name: string): Promise<void> {
  const token = new SignJWT({ name }).setProtectedHeader({ alg: 'HS256' }).setSubject(name)
  const signed = await token.setExpirationTime('10m').sign(new TextEncoder().encode(secret))
  await page.request.post('/api/session', { data: { token: signed } })
  await page.goto('/')
  await page.getByRole('heading', { name: 'Courses' }).waitFor()
}

async function inviteViewer({ page }: Author, courseId: string): Promise<string> {
  const answer = await page.request.post(`/api/courses/${courseId}/invitations`, { data: { role: 'viewer' } })
  return (await answer.json()).token
}

it(
  '[S3] A viewer is offered nothing that would change the course, and is told why by the keys that would',
  journey(
    async world => {
      const [ana, ben] = await Promise.all([world.author(), world.author()])
      await signIn(ana, 'Ana')
      await ana.page.getByRole('button', { name: 'New course' }).click()
      const dialog = ana.page.getByRole('dialog', { name: 'Create a course' })
      await dialog.getByLabel('Title').fill('Knots')
      await dialog.getByRole('button', { name: 'Create' }).click()
      await ana.screen.isSaved()
      const { courseId } = ana.screen
      await ana.screen.addChapter('Basics')
      await ana.screen.addVideo('Basics', 'Rope')
      await ana.screen.save()
      await ana.screen.isSaved()

      await signIn(ben, 'Ben')
      await ben.page.goto(`/courses/${courseId}`)
      const closed = ben.page.getByRole('alert').filter({ hasText: 'You may not open this course.' })
      await closed.waitFor()
      const token = await inviteViewer(ana, courseId)
      await ben.page.request.post(`/api/invitations/${token}/acceptance`)
      const screen = await ben.openCourse(courseId)
      await ben.page.getByText(why).first().waitFor()
      const { page } = ben
      await page.getByText('Rope', { exact: true }).waitFor()
      const editing = page.getByRole('button', {
        name: /^(Add|Upload|Undo|Redo|Save|Review|Actions for|Drag|Rope|Basics$)/,
      })
      await expect.poll(() => editing.count()).toBe(0)
      expect(await page.getByRole('checkbox').count()).toBe(0)
      await page.getByRole('button', { name: 'Course menu' }).click()
      const items = await page.getByRole('menu', { name: 'Course menu' }).getByRole('menuitem').allTextContents()
      expect(items.join()).not.toMatch(/Upload|Paste|Review|Discard/)
      await page.keyboard.press('Escape')
      expect(await lookAt(page, 'a course that is only looked at')).toEqual([])

      for (const key of ['F2', 'Delete', 'Control+z', 'Control+s']) {
        await screen.press('Rope', key)
        await page.getByRole('alert').filter({ hasText: why }).waitFor({ state: 'attached' })
      }
      await screen.press('Rope', 'Control+i')
      await page.getByRole('heading', { name: 'Details' }).waitFor()
      expect(await page.getByRole('button', { name: /^(Rename|Move to|Duplicate|Delete)/ }).count()).toBe(0)
      const files = await writeVideos(`${world.server.dataDir}/chosen`, ['Bend.mp4'])
      const letGo = await holdFiles(screen.row('Basics'), files)
      await page.locator('[aria-hidden] > p').getByText(why).waitFor()
      await letGo()
      expect(world.stored(courseId).outline).toEqual([['Basics', ['Rope']]])
    },
    { AUTH_SECRET: secret },
  ),
)
