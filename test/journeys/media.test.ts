/** Films in a course: played from the server and from this browser, with captions; and files that only call themselves films. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { expect, it, onTestFinished } from 'vitest'
import { lookAt } from './fixtures/axe.ts'
import { openDetails, playerState, seekTo } from './fixtures/film-player.ts'
import { journey } from './fixtures/journey.ts'
import { seedCourse } from './fixtures/seed-course.ts'
import { hostileCaptions, sampleFilm, seedFilm } from './fixtures/seed-media.ts'
import { addAll, chooseFiles, dropFiles } from './fixtures/video-files.ts'

const film = sampleFilm()
if (!film) console.warn('No shared/samples beside the project: journeys that play a film are skipped.')
/** For pictures that are decoded on a busy machine. */
const patience = { timeout: 20_000 }
const noFilm = { path: '', bytes: Buffer.of() }

it.skipIf(!film)(
  '[U3] A film is played from the server by whoever opens the course: length and picture in its row, seeking, captions',
  journey(async world => {
    const { bytes } = film ?? noFilm
    const { courseId, uploadId } = await seedFilm(world.server.url, bytes)
    const ben = await world.author()
    const { page } = ben
    const ranges = watchRanges(page, uploadId)
    const screen = await ben.openCourse(courseId)
    await screen.row('Jellyfish').getByText('0:10').waitFor()
    await screen.row('Sea').getByText('1 video · 0:10').waitFor()
    await screen.row('Jellyfish').locator('img').waitFor()

    await openDetails(screen, 'Jellyfish')
    for (const fact of ['2.1 MB', 'video/mp4', '1280 × 720']) await page.getByText(fact, { exact: true }).waitFor()
    await expect.poll(() => playerState(page), patience).toMatchObject({ duration: 10, error: undefined })
    await seekTo(page, 7)
    await expect
      .poll(() => playerState(page), patience)
      .toMatchObject({ seconds: 7, caption: expect.stringContaining('drift') })
    expect(ranges.some(range => /^bytes=[1-9]/.test(range))).toBe(true)

    expect(await page.evaluate(() => 'ran' in window)).toBe(false)
    expect(await lookAt(page, 'player')).toEqual([])
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download' }).click()
    expect((await download).suggestedFilename()).toBe('jellyfish.mp4')
    await page.goto(`/courses/${courseId}/preview`)
    await page.getByRole('button', { name: 'Start the course' }).click()
    await expect.poll(() => playerState(page), patience).toMatchObject({ duration: 10, error: undefined })
  }),
)

it.skipIf(!film)(
  '[U1] A film that was chosen with no network has its length and picture at once, and plays, with captions, before it is sent',
  journey(async world => {
    const { path } = film ?? noFilm
    const folder = await mkdtemp(join(tmpdir(), 'lectern-captions-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const captions = join(folder, 'wow.de.srt')
    await writeFile(captions, '1\n00:00:00,000 --> 00:00:09,000\nQuallen treiben\n')
    const ana = await world.author({ hasServiceWorker: true })
    const { page } = ana
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    await ana.hasKeptTheApp()
    ana.network.cut()
    await dropFiles(screen.row('Basics'), [path])
    await addAll(screen, 1)

    await page.getByText('0:10').first().waitFor()
    await page.locator('[data-row] img').waitFor()
    await openDetails(screen, await titleOfUploaded(page))
    await chooseFiles(page, () => page.getByRole('button', { name: 'Add captions…' }).click(), captions)
    await page.getByRole('combobox', { name: 'Language of wow.de.srt' }).waitFor()
    expect(await page.getByRole('combobox', { name: 'Language of wow.de.srt' }).inputValue()).toBe('de')
    await expect.poll(() => playerState(page), patience).toMatchObject({ duration: 10, isHere: true })
    await seekTo(page, 5)
    await expect.poll(() => playerState(page), patience).toMatchObject({ seconds: 5, caption: 'Quallen treiben' })

    await ana.comeOnline()
    await screen.save()
    await ana.toasts.shown(/changes saved$/)
    await page.reload()
    await page.getByText('0:10').first().waitFor()
  }),
)

it(
  '[U6] A page that calls itself a film or captions never runs, neither here nor on the server',
  journey(async world => {
    const folder = await mkdtemp(join(tmpdir(), 'lectern-hostile-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const page = '<!doctype html><script>document.title = "ran"; top.ran = true</script><h1>Ran</h1>'
    const disguised = join(folder, 'evil.mp4')
    const captions = join(folder, 'evil.en.vtt')
    await writeFile(disguised, page)
    await writeFile(captions, hostileCaptions)
    const ana = await world.author()
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    await dropFiles(screen.row('Basics'), [disguised, captions])
    await addAll(screen, 1)
    await openDetails(screen, 'Evil')
    await ana.page.getByText('This browser cannot play this file.').waitFor()

    await screen.save()
    await ana.toasts.shown(/saved/i)
    const listed = await (await fetch(`${world.server.url}/api/courses/${screen.courseId}/uploads`)).json()
    const urls = listed.uploads.map(({ finalData }: { finalData: { url: string } }) => finalData.url)
    expect(urls).toHaveLength(1)
    const response = await fetch(`${world.server.url}${urls[0]}`)
    expect(response.headers.get('content-type')).toBe('text/vtt')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
    expect(await ana.page.evaluate(() => 'ran' in window || document.title === 'ran')).toBe(false)
  }),
)

/** The title that the app has made of the film's name. */
async function titleOfUploaded(page: Page): Promise<string> {
  const row = page.locator('[data-row]', { has: page.locator('img') })
  return (await row.getAttribute('aria-label')) ?? ''
}

function watchRanges(page: Page, uploadId: string): readonly string[] {
  const ranges: string[] = []
  page.on('request', request => {
    const { range } = request.headers()
    if (request.url().includes(`/media/${uploadId}`) && request.resourceType() === 'media' && range) ranges.push(range)
  })
  return ranges
}
