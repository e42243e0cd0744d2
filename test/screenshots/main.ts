/** `npm run screenshots`: the main states of the app, by a real browser on a real server, into docs/screens/. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildAppIfStale } from '../../scripts/build-app.ts'
import { projectDir } from '../../scripts/run-command.ts'
import { Author } from '../journeys/fixtures/author.ts'
import { closeBrowser } from '../journeys/fixtures/browsers.ts'
import { Network } from '../journeys/fixtures/network.ts'
import { seedCourse } from '../journeys/fixtures/seed-course.ts'
import { freePort, Server } from '../journeys/fixtures/server.ts'
import { course } from './course.ts'
import { type Picture, pictures, type Stage } from './pictures.ts'

const { values } = parseArgs({ options: { only: { type: 'string' }, out: { type: 'string' } } })
const outDir = values.out ?? join(projectDir, 'docs/screens')
const wide = { width: 1280, height: 800 }

async function main(): Promise<void> {
  if ((await buildAppIfStale()) === 'failed') throw new Error('the app could not be built')
  await mkdir(outDir, { recursive: true })
  const chosen = pictures.filter(({ name }) => values.only === undefined || values.only.split(',').includes(name))
  for (const picture of chosen) await take(picture)
  await closeBrowser()
}

/** Each picture has a server and authors of its own: none shows what another left behind. */
async function take({ name, viewport = wide, colorScheme = 'light', stage, isWhole = false }: Picture): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lectern-pictures-'))
  const server = new Server(dataDir, await freePort())
  const authors: Author[] = []
  try {
    await server.start()
    const courseId = await seedCourse(server.url, course)
    const enter = async (author: string, size = wide) => {
      const network = new Network(server.port)
      await network.open()
      const entered = new Author({ network, viewport: size })
      authors.push(entered)
      await entered.start()
      await entered.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await entered.page.goto('/')
      await entered.takeName(author)
      return entered
    }
    const scene: Stage = { server, courseId, ana: await enter('Ana', viewport), enter }
    await stage(scene)
    await scene.ana.page.evaluate(() => document.fonts.ready)
    await scene.ana.page.screenshot({ path: join(outDir, `${name}.png`), fullPage: isWhole, animations: 'disabled' })
    console.log(`${name}.png`)
  } finally {
    await Promise.all(authors.map(author => author.close()))
    await server.kill()
    await rm(dataDir, { recursive: true, force: true })
  }
}

await main()
