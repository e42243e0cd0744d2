/** Databases that the browser takes away while a tab is open, as it may when room runs out or a page was in the background. */
import 'fake-indexeddb/auto'
import { forceCloseDatabase, IDBFactory } from 'fake-indexeddb'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openIndexedDbDeviceStore } from '../../persistence/indexeddb/indexeddb-device-store.ts'
import { openIndexedDbFileStore } from '../../persistence/indexeddb/indexeddb-local-file-store.ts'
import { type FaultyIndexedDb, withFaults } from './indexeddb-faults.ts'
import { requested } from './indexeddb-profile.ts'
import { localFile } from './local-file-store-contract.ts'

const algebra = { courseId: 'algebra', title: 'Algebra', openedAt: 1_000 }

async function openFiles() {
  const browser = withFaults(new IDBFactory())
  const tab = await openIndexedDbFileStore({ indexedDB: browser.indexedDB })
  onTestFinished(() => tab.close())
  return { browser, tab }
}

async function openDevice() {
  const browser = withFaults(new IDBFactory())
  const tab = await openIndexedDbDeviceStore({ indexedDB: browser.indexedDB })
  onTestFinished(() => tab.close())
  return { browser, tab }
}

const newest = ({ connections }: FaultyIndexedDb) => {
  const connection = connections.at(-1)
  if (!connection) throw new Error('nothing is open')
  return connection
}

/** Its types ask for the class. */
const takeAway = forceCloseDatabase as unknown as (database: IDBDatabase) => void

const losses = [
  { how: 'with a word', lose: (browser: FaultyIndexedDb) => takeAway(newest(browser)) },
  { how: 'without a word', lose: (browser: FaultyIndexedDb) => newest(browser).close() },
]

describe.each(losses)('A connection that the browser closes $how', ({ lose }) => {
  it('[U1] is opened again, and the files are there', async () => {
    const { tab, browser } = await openFiles()
    await tab.keep(localFile('one'), new Blob(['bytes']))
    lose(browser)
    expect(await (await tab.readBytes('one'))?.text()).toBe('bytes')
    lose(browser)
    await tab.keep(localFile('two', { chosenAt: 3_000 }), new Blob(['bytes']))
    expect(await tab.list('course-1')).toHaveLength(2)
  })

  it('[C1] is opened again, and the courses of this device are there', async () => {
    const { tab, browser } = await openDevice()
    await tab.rememberCourse(algebra)
    lose(browser)
    expect(await tab.listCourses()).toEqual([algebra])
    lose(browser)
    await tab.rememberCourse({ ...algebra, openedAt: 2_000 })
    expect(await tab.listCourses()).toEqual([{ ...algebra, openedAt: 2_000 }])
  })
})

describe('A database that is gone', () => {
  it('[U1] is made again for the files that are chosen next', async () => {
    const { tab, browser } = await openFiles()
    await tab.keep(localFile('one'), new Blob(['bytes']))
    await requested(browser.indexedDB.deleteDatabase('lectern-files'))
    expect(await tab.list('course-1')).toEqual([])
    await tab.keep(localFile('two'), new Blob(['bytes']))
    expect(await (await tab.readBytes('two'))?.text()).toBe('bytes')
  })

  it('[C1] is made again for what belongs to the device', async () => {
    const { tab, browser } = await openDevice()
    await tab.rememberCourse(algebra)
    await requested(browser.indexedDB.deleteDatabase('lectern-device'))
    await tab.rememberCourse(algebra)
    expect(await tab.listCourses()).toEqual([algebra])
  })

  it('[U1] is let go for good when a newer version of the app has upgraded it', async () => {
    const { tab, browser } = await openFiles()
    ;(await requested(browser.indexedDB.open('lectern-files', 99))).close()
    await expect(tab.list('course-1')).rejects.toMatchObject({ code: 'store-unavailable' })
    await expect(tab.list('course-1')).rejects.toMatchObject({ code: 'store-unavailable' })
  })
})
