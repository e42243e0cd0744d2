import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeviceProfile, DeviceStore, KnownCourse } from '../../persistence/device-store.ts'

/** One browser profile. */
export interface DeviceDisk {
  openTab(): Promise<DeviceStore>
  /** Closes all tabs and removes what they wrote. */
  dispose(): Promise<void>
}

const laptop: DeviceProfile = { device: 'laptop', author: { id: 'ana', name: 'Ana' } }
const algebra: KnownCourse = { courseId: 'algebra', title: 'Algebra', openedAt: 1_000 }
const biology: KnownCourse = { courseId: 'biology', title: 'Biology', openedAt: 2_000 }

export function deviceStoreContract(name: string, openDisk: () => Promise<DeviceDisk>): void {
  describe(`${name}: what belongs to the device`, () => {
    let disk: DeviceDisk
    let tab: DeviceStore
    beforeEach(async () => {
      disk = await openDisk()
      tab = await disk.openTab()
    })
    afterEach(() => disk.dispose())

    profileContract(() => ({ tab, disk }))
    coursesContract(() => ({ tab, disk }))
  })
}

interface Opened {
  readonly tab: DeviceStore
  readonly disk: DeviceDisk
}

function profileContract(opened: () => Opened): void {
  it('[C1] makes who the author is once, and knows it after a reload', async () => {
    const { tab, disk } = opened()
    expect(await tab.loadProfile(() => laptop)).toEqual(laptop)
    await tab.close()
    const reloaded = await disk.openTab()
    expect(await reloaded.loadProfile(() => ({ ...laptop, device: 'other' }))).toEqual(laptop)
  })

  it('[C1] two tabs that open at once are the same device', async () => {
    const { tab, disk } = opened()
    const other = await disk.openTab()
    const devices = [tab, other].map((store, place) =>
      store.loadProfile(() => ({ ...laptop, device: `device-${place}` })),
    )
    const [one, two] = await Promise.all(devices)
    expect(one).toEqual(two)
  })

  it('[C1] remembers the name the author chose', async () => {
    const { tab } = opened()
    const renamed: DeviceProfile = { ...laptop, author: { id: 'ana', name: 'Ana María' } }
    await tab.loadProfile(() => laptop)
    await tab.saveProfile(renamed)
    expect(await tab.loadProfile(() => laptop)).toEqual(renamed)
  })

  it('[C1] refuses what is asked of a closed store', async () => {
    const { tab, disk } = opened()
    const saving = tab.saveProfile(laptop)
    await tab.close()
    await saving
    await expect(tab.listCourses()).rejects.toMatchObject({ code: 'store-unavailable' })
    expect(await (await disk.openTab()).loadProfile(() => ({ ...laptop, device: 'other' }))).toEqual(laptop)
  })
}

function coursesContract(opened: () => Opened): void {
  it('[C1] lists the courses that were opened here, the last one first', async () => {
    const { tab, disk } = opened()
    expect(await tab.listCourses()).toEqual([])
    await tab.rememberCourse(algebra)
    await tab.rememberCourse(biology)
    expect(await (await disk.openTab()).listCourses()).toEqual([biology, algebra])
  })

  it('[C1] lists a course once, under its present title', async () => {
    const { tab } = opened()
    await tab.rememberCourse(algebra)
    await tab.rememberCourse({ ...algebra, title: 'Algebra I', openedAt: 3_000 })
    expect(await tab.listCourses()).toEqual([{ ...algebra, title: 'Algebra I', openedAt: 3_000 }])
  })

  it('[C1] forgets a course', async () => {
    const { tab } = opened()
    await tab.rememberCourse(algebra)
    await tab.rememberCourse(biology)
    await tab.forgetCourse('algebra')
    await tab.forgetCourse('unknown')
    expect(await tab.listCourses()).toEqual([biology])
  })
}
