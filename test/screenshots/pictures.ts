/** Each picture: who does what before it is taken. */
import type { ViewportSize } from 'playwright'
import type { Author } from '../journeys/fixtures/author.ts'
import type { CourseScreen } from '../journeys/fixtures/course-screen.ts'
import { seedCourse } from '../journeys/fixtures/seed-course.ts'
import type { Server } from '../journeys/fixtures/server.ts'

export interface Stage {
  readonly server: Server
  readonly courseId: string
  /** Whose screen is in the picture. */
  readonly ana: Author
  /** One more author, with a name and a browser of their own. */
  readonly enter: (name: string) => Promise<Author>
}

export interface Picture {
  readonly name: string
  readonly viewport?: ViewportSize
  readonly colorScheme?: 'light' | 'dark'
  /** The whole page, and not only what the window shows. */
  readonly isWhole?: boolean
  readonly stage: (stage: Stage) => Promise<void>
}

const phone = { width: 390, height: 844 }

export const pictures: readonly Picture[] = [
  { name: 'courses', stage: showCourses },
  { name: 'outline', stage: saveSomething },
  { name: 'outline-dark', colorScheme: 'dark', stage: saveSomething },
  { name: 'outline-phone', viewport: phone, stage: saveSomething },
  { name: 'together', stage: workTogether },
  { name: 'review', stage: reviewChanges },
  { name: 'offline', stage: workOffline },
  { name: 'conflict', stage: meetSomebody },
  { name: 'history', stage: lookBack },
  { name: 'search', stage: search },
  { name: 'palette', stage: openPalette },
  { name: 'inspector', stage: inspect },
  { name: 'preview', stage: preview },
  { name: 'preview-phone', viewport: phone, colorScheme: 'dark', stage: preview },
]

async function open({ ana, courseId }: Stage): Promise<CourseScreen> {
  const screen = await ana.openCourse(courseId)
  await screen.isSaved()
  return screen
}

async function showCourses({ ana, server }: Stage): Promise<void> {
  await seedCourse(server.url, [['Splices', ['Eye splice']]])
  await ana.page.goto('/')
  await ana.page.getByRole('list', { name: 'Your courses' }).getByRole('link').nth(1).waitFor()
}

async function saveSomething(stage: Stage): Promise<void> {
  const screen = await open(stage)
  await screen.renameCourse('Knots for sailors')
  await screen.rename('The bowline', 'The bowline, tied with one hand')
  await screen.save()
  await stage.ana.toasts.shown(/^2 changes saved$/)
  await screen.isSaved()
}

async function workTogether(stage: Stage): Promise<void> {
  const screen = await open(stage)
  const ben = await stage.enter('Ben')
  const bens = await ben.openCourse(stage.courseId)
  await bens.rename('Sheet bend', 'Sheet bend and double sheet bend')
  await bens.save()
  await screen.title('Sheet bend and double sheet bend').waitFor()
  await bens.title('Clove hitch').click()
  await stage.ana.page.getByRole('button', { name: /^Activity/ }).click()
  await stage.ana.page.getByRole('complementary', { name: 'Activity' }).waitFor()
  await stage.ana.page.getByRole('img', { name: /^Ben is editing this/ }).waitFor()
}

async function reviewChanges(stage: Stage): Promise<void> {
  const screen = await open(stage)
  await screen.rename('Before you tie', 'Ropes and their ends')
  await screen.moveTo('Whipping an end', { chapter: 'Hitches', place: 'At the bottom' })
  await screen.delete('Zeppelin bend')
  await stage.ana.page.getByRole('button', { name: 'Review changes' }).click()
  await stage.ana.page.getByRole('dialog', { name: 'Review changes' }).waitFor()
}

async function workOffline(stage: Stage): Promise<void> {
  const screen = await open(stage)
  stage.ana.network.cut()
  await screen.says(/^Offline/)
  await screen.rename('Hitches', 'Hitches and their uses')
  await screen.save()
  await stage.ana.toasts.shown(/^Saved on this device/)
  await screen.says('Offline · 1 change saved on this device')
}

async function meetSomebody(stage: Stage): Promise<void> {
  const screen = await open(stage)
  const ben = await stage.enter('Ben')
  const bens = await ben.openCourse(stage.courseId)
  await screen.title('Figure eight on a bight').click()
  await stage.ana.page.keyboard.press('End')
  await stage.ana.page.keyboard.type(', step by step')
  await bens.rename('Figure eight on a bight', 'Figure eight loop')
  await bens.save()
  await stage.ana.page.getByRole('button', { name: 'Use theirs' }).waitFor()
}

async function lookBack(stage: Stage): Promise<void> {
  const screen = await open(stage)
  await screen.delete('Hitches')
  await screen.save()
  await screen.isSaved()
  await stage.ana.page.goto(`/courses/${stage.courseId}/history/1`)
  await stage.ana.page.getByRole('heading', { name: /^As it was on/ }).waitFor()
  await stage.ana.page.getByRole('complementary', { name: 'History' }).waitFor()
}

async function search(stage: Stage): Promise<void> {
  await open(stage)
  await stage.ana.page.getByRole('textbox', { name: 'Search titles' }).fill('hitch')
  await stage.ana.page.locator('mark').first().waitFor()
}

async function openPalette(stage: Stage): Promise<void> {
  await open(stage)
  await stage.ana.page.keyboard.press('Control+k')
  await stage.ana.page.getByRole('dialog', { name: 'Command palette' }).getByRole('searchbox').fill('be')
  await stage.ana.page.getByRole('menuitem', { name: /Sheet bend/ }).waitFor()
}

async function inspect(stage: Stage): Promise<void> {
  await saveSomething(stage)
  await stage.ana.page.getByRole('button', { name: 'Course menu' }).click()
  await stage.ana.page.getByRole('menuitem', { name: 'Sync inspector' }).click()
  await stage.ana.page.getByRole('complementary', { name: 'Sync inspector' }).waitFor()
}

async function preview({ ana, courseId }: Stage): Promise<void> {
  await ana.page.goto(`/courses/${courseId}/preview`)
  await ana.page.getByRole('button', { name: 'Start the course' }).waitFor()
}
