/** Clearing a device: what it tells before, and that nothing goes that its author has not seen. */
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { describe, expect, it } from 'vitest'
import { DeviceClearing } from '../../../app/device/device-clearing.ts'
import { openIndexedDbCourseStore } from '../../../persistence/indexeddb/indexeddb-course-store.ts'
import { openIndexedDbDeviceStore } from '../../../persistence/indexeddb/indexeddb-device-store.ts'
import { openIndexedDbFileStore } from '../../../persistence/indexeddb/indexeddb-local-file-store.ts'
import { deleteKeptDatabases, listKeptCourses } from '../../../persistence/indexeddb/kept-databases.ts'
import type { LocalFile } from '../../../persistence/local-file-store.ts'
import { bytes, draftEntry, save } from '../../persistence/local-course-fixtures.ts'

const chosen: LocalFile = {
  ...{
    uploadId: 'upload-1',
    courseId: 'wood',
    videoId: 'intro',
    fileName: 'Intro.mp4',
    sizeBytes: 3,
    type: 'video/mp4',
  },
  ...{ lastModified: 0, chosenAt: 0, status: 'open' },
}

/** A browser with "Wood", in which something is saved and something drafted, "Knots", which is stored, and a file. */
async function openDevice() {
  const options = { indexedDB: new IDBFactory() }
  const devices = await openIndexedDbDeviceStore(options)
  const files = await openIndexedDbFileStore(options)
  const openCourse = (courseId: string) => openIndexedDbCourseStore({ courseId, ...options })
  const draft = async (courseId: string, ...ids: string[]) => {
    const store = await openCourse(courseId)
    await store.editDraft(before => [...before, ...ids.map(id => draftEntry(id))])
    return store
  }
  const wood = await draft('wood', 'one', 'two')
  await save(wood, 'operation-1', bytes(1))
  await wood.close()
  await (await draft('wood', 'three')).close()
  await (await draft('knots')).close()
  await devices.rememberCourse({ courseId: 'wood', title: 'Wood', openedAt: 1 })
  await devices.rememberCourse({ courseId: 'knots', title: 'Knots', openedAt: 2 })
  await files.keep(chosen, new Blob(['abc']))
  const left: (readonly string[])[] = []
  const clearing = new DeviceClearing({
    ...{ devices, openCourse, openFiles: async () => files, listKept: () => listKeptCourses(options) },
    leave: courseIds => left.push(courseIds.toSorted()),
  })
  const close = () => Promise.all([devices.close(), files.close()])
  return { clearing, left, draft, files, close, options }
}

const unsavedWood = { courseId: 'wood', title: 'Wood', changes: 3, files: 1 }

describe('Clearing this device', () => {
  it('[S1] lists what is not on the server: drafted, saved here, and files on their way', async () => {
    const { clearing, files } = await openDevice()
    expect(await clearing.listUnsaved()).toEqual([unsavedWood])
    await files.change('upload-1', { status: 'complete' })
    expect(await clearing.listUnsaved()).toEqual([{ ...unsavedWood, files: 0 }])
  })

  it('[S1] lists courses that are in no list of this device any more, too', async () => {
    const { clearing, draft } = await openDevice()
    await (await draft('lost', 'four')).close()
    expect(await clearing.listUnsaved()).toContainEqual({ courseId: 'lost', title: '', changes: 1, files: 0 })
  })

  it('[S1] removes nothing where more is unsaved than its author has seen', async () => {
    const { clearing, draft, left } = await openDevice()
    const seen = await clearing.listUnsaved()
    await (await draft('knots', 'five')).close()
    expect(await clearing.clear(seen)).toBe(false)
    expect(left).toEqual([])
    expect(await clearing.clear(await clearing.listUnsaved())).toBe(true)
    expect(left).toEqual([['knots', 'wood']])
  })

  it('removes every database of Lectern, and waits for tabs that hold one', async () => {
    const { close, options, draft } = await openDevice()
    await close()
    const other = await draft('wood')
    await deleteKeptDatabases(['knots'], options)
    expect(await options.indexedDB.databases()).toEqual([])
    await expect(other.loadDraft()).rejects.toMatchObject({ code: 'store-unavailable' })
    await other.close()
  })
})
