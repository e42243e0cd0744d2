/** A server that comes back other than it went: older, restored, or with a course it cannot read. */
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { journey, type World } from './fixtures/journey.ts'
import { knots, seedCourse } from './fixtures/seed-course.ts'

it(
  '[A3][S2] What a server put back to an older backup has lost, the authors bring again, and nobody is told twice',
  journey(async world => {
    const ana = await world.author()
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    await world.server.kill()
    await backUp(world)
    await world.server.start()
    await screen.isSaved()
    await screen.rename('Basics', 'Foundations')
    await screen.save()
    await ana.toasts.shown(/^Chapter "Foundations" saved$/)

    await world.server.kill()
    await restore(world)
    expect(world.stored(screen.courseId).outline).toEqual(knots)
    await world.server.start()
    await expect.poll(() => world.stored(screen.courseId).outline, { timeout: 15_000 }).toEqual(await screen.outline())
    await screen.isSaved()
    expect(world.stored(screen.courseId).operations).toHaveLength(2)
    expect(ana.toasts.all).toHaveLength(1)
  }),
)

it(
  '[S5][S2] With another epoch the app starts again from the server, and what was saved meanwhile is stored once',
  journey(async world => {
    const ana = await world.author()
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    await world.server.kill()
    await screen.says(/^Offline/)
    await screen.rename('Basics', 'Foundations')
    await screen.save()
    await screen.rename('Intro', 'Welcome')
    await screen.says('Offline · 2 changes saved on this device')

    change(world, "UPDATE courses SET epoch = 'restored'")
    await world.server.start()
    await ana.toasts.shown(/^Chapter "Foundations" saved$/)
    await screen.says('1 unsaved change · kept on this device')
    expect(await screen.outline()).toEqual([['Foundations', ['Welcome', 'Rope', 'Ends']], ...knots.slice(1)])
    await screen.save()
    await ana.toasts.shown(/^Video "Welcome" saved$/)
    expect(world.stored(screen.courseId).outline).toEqual(await screen.outline())
    expect(world.stored(screen.courseId).operations).toHaveLength(3)
    expect(ana.toasts.sentences.filter(sentence => !sentence.startsWith('Saved on this device'))).toHaveLength(2)
  }),
)

it(
  '[P3] A course that the server cannot read is never shown as an empty one, and what is saved in it waits',
  journey(async world => {
    const [ana, ben] = await Promise.all([world.author(), world.author()])
    const screen = await ana.openCourse(await seedCourse(world.server.url))
    await screen.isSaved()
    await world.server.kill()
    await backUp(world)
    change(world, "UPDATE updates SET bytes = x'ff00ff'")
    await world.server.start()

    await ben.page.goto(`/courses/${screen.courseId}`)
    await ben.page.getByText('Waiting for the course.').waitFor()
    await screen.rename('Basics', 'Foundations')
    await screen.save()
    await screen.says('Reconnecting… changes are safe on this device')
    // Pressed while the server was not back yet, it says where the changes are, and that is true.
    expect(ana.toasts.all.filter(({ sentence }) => !sentence.startsWith('Saved on this device.'))).toEqual([])
    expect(await ben.page.getByText('Start with a chapter').count()).toBe(0)
    expect(world.stored(screen.courseId).operations).toHaveLength(1)

    await world.server.kill()
    await restore(world)
    await world.server.start()
    await Promise.all([ana.comeOnline(), ben.comeOnline()])
    await ana.toasts.shown(/^Chapter "Foundations" saved$/)
    await ben.screen.title('Foundations').waitFor()
    expect(await ben.screen.outline()).toEqual(await screen.outline())
    expect(world.stored(screen.courseId).operations).toHaveLength(2)
  }),
)

const backupOf = ({ server }: World) => join(server.dataDir, 'backup')
const files = ['lectern.db', 'lectern.db-wal', 'lectern.db-shm']

/** While the server does not run. */
async function backUp(world: World): Promise<void> {
  for (const file of files) await cp(join(world.server.dataDir, file), join(backupOf(world), file), { force: true })
}

async function restore(world: World): Promise<void> {
  for (const file of files) {
    await rm(join(world.server.dataDir, file), { force: true })
    await cp(join(backupOf(world), file), join(world.server.dataDir, file))
  }
}

/** By another program than the server, which does not run. */
function change({ server }: World, sql: string): void {
  const database = new DatabaseSync(join(server.dataDir, 'lectern.db'))
  database.exec(sql)
  database.close()
}
