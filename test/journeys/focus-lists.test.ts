/** By keyboard alone, in lists: what takes the place of a line or a button that goes away gets the focus. */
import { SignJWT } from 'jose'
import { expect, it } from 'vitest'
import { makeVideo } from '../sync-server/uploads/fixtures/sample.ts'
import type { Author } from './fixtures/author.ts'
import { openDetails } from './fixtures/film-player.ts'
import { hasFocus, pressKey } from './fixtures/focus-watch.ts'
import { journey } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'
import { seedFilm } from './fixtures/seed-media.ts'
import { openUploads, slowUploads } from './fixtures/upload-watch.ts'
import { addAll, chooseFiles, writeVideos } from './fixtures/video-files.ts'

/** Longer than a journey. */
const verySlow = 20_000

it(
  'Uploads are paused, resumed, cancelled and their list is closed without losing the focus',
  journey(async world => {
    const paths = await writeVideos(`${world.server.dataDir}/chosen`, ['Bend.mp4', 'Hitch.mp4'])
    const { page, screen } = await uploading(await world.author(), await seedCourse(world.server.url), paths)
    const uploads = await openUploads(page)
    const button = (name: string | RegExp) => uploads.getByRole('button', { name })
    const [all, resumeAll] = [button('Pause all'), button('Resume all')]
    await pressKey(all)
    await hasFocus(resumeAll)
    await screen.key('Enter')
    await resumeAll.waitFor({ state: 'detached' })
    await hasFocus(all)

    await pressKey(button('Pause the upload of "Bend.mp4"'))
    await hasFocus(button('Resume the upload of "Bend.mp4"'))
    await pressKey(resumeAll)
    await resumeAll.waitFor({ state: 'detached' })
    await hasFocus(all)
    await pressKey(button('Pause the upload of "Hitch.mp4"'))
    await hasFocus(button('Resume the upload of "Hitch.mp4"'))
    await screen.key('Enter')
    await hasFocus(button('Pause the upload of "Hitch.mp4"'))

    for (const name of ['Bend.mp4', 'Hitch.mp4']) {
      await pressKey(button(`Cancel the upload of "${name}"`))
      await hasFocus(button(`Retry the upload of "${name}"`))
    }
    await pressKey(button('Close'))
    await uploads.waitFor({ state: 'detached' })
    await hasFocus(page.locator('#content'))
  }),
)

/** Two files, on a line on which they never arrive. */
async function uploading(author: Author, courseId: string, paths: readonly string[]) {
  const { page } = author
  const screen = await author.openCourse(courseId)
  await screen.isSaved()
  await slowUploads(page, verySlow)
  await chooseFiles(page, () => screen.choose('Hitches', 'Upload videos…'), paths)
  await addAll(screen, paths.length)
  return { page, screen }
}

it(
  'Captions that are removed leave the focus where more can be added',
  journey(async world => {
    const { courseId } = await seedFilm(world.server.url, Buffer.from((await makeVideo(100)).bytes))
    const ana = await world.author()
    const screen = await ana.openCourse(courseId)
    await openDetails(screen, 'Jellyfish')
    const remove = ana.page.getByRole('button', { name: 'Remove the captions jellyfish.en.srt' })
    await pressKey(remove)
    await remove.waitFor({ state: 'detached' })
    await hasFocus(ana.page.getByRole('button', { name: 'Add captions…' }))
  }),
)

const secret = 'a secret that only this journey knows'

async function signIn({ page }: Author, name: string): Promise<void> {
  const token = new SignJWT({ name }).setProtectedHeader({ alg: 'HS256' }).setSubject(name)
  const signed = await token.setExpirationTime('10m').sign(new TextEncoder().encode(secret))
  await page.request.post('/api/session', { data: { token: signed } })
}

async function join({ page }: Author, owner: Author, courseId: string): Promise<void> {
  const answer = await owner.page.request.post(`/api/courses/${courseId}/invitations`, { data: { role: 'viewer' } })
  const { token } = await answer.json()
  await page.request.post(`/api/invitations/${token}/acceptance`)
}

it(
  'A member who is removed leaves the focus to the next one, and the last one to the dialog',
  journey(
    async world => {
      const [ana, ben, cleo] = await Promise.all([world.author(), world.author(), world.author()])
      await Promise.all([signIn(ana, 'Ana'), signIn(ben, 'Ben'), signIn(cleo, 'Cleo')])
      const { page } = ana
      await page.goto('/')
      await page.getByRole('button', { name: 'New course' }).click()
      await page.getByRole('dialog').getByLabel('Title').fill('Knots')
      await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click()
      await ana.screen.isSaved()
      for (const member of [ben, cleo]) await join(member, ana, ana.screen.courseId)

      await ana.screen.openMenu()
      await page.getByRole('menuitem', { name: 'Members' }).click()
      const members = page.getByRole('dialog', { name: 'Members of this course' })
      const [removeBen, removeCleo] = ['Ben', 'Cleo'].map(name =>
        members.getByRole('button', { name: `Remove ${name}` }),
      )
      if (!removeBen || !removeCleo) throw new Error('two members')
      await pressKey(removeBen)
      await removeBen.waitFor({ state: 'detached' })
      await hasFocus(removeCleo)
      await page.keyboard.press('Enter')
      await removeCleo.waitFor({ state: 'detached' })
      await hasFocus(members)
      expect(await members.getByRole('listitem').count()).toBe(1)
    },
    { AUTH_SECRET: secret },
  ),
)
