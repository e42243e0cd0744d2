import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LocalFile, LocalFileStore } from '../../persistence/local-file-store.ts'

/** One browser profile. */
export interface FileDisk {
  openTab(): Promise<LocalFileStore>
  failNextWrite(reason: 'full' | 'broken'): void
  /** Closes all tabs and removes what they wrote. */
  dispose(): Promise<void>
}

export function localFile(uploadId: string, fields: Partial<LocalFile> = {}): LocalFile {
  return {
    uploadId,
    courseId: 'course-1',
    videoId: `video of ${uploadId}`,
    fileName: `${uploadId}.mp4`,
    sizeBytes: 5,
    type: 'video/mp4',
    lastModified: 1_000,
    chosenAt: 2_000,
    status: 'open',
    ...fields,
  }
}

const bytesOf = async (blob: Blob | undefined) => blob && [...new Uint8Array(await blob.arrayBuffer())]
const blobOf = (...bytes: number[]) => new Blob([new Uint8Array(bytes)], { type: 'video/mp4' })

interface Opened {
  readonly tab: LocalFileStore
  readonly disk: FileDisk
}

export function localFileStoreContract(name: string, openDisk: () => Promise<FileDisk>): void {
  describe(`${name}: chosen files`, () => {
    let disk: FileDisk
    let tab: LocalFileStore
    beforeEach(async () => {
      disk = await openDisk()
      tab = await disk.openTab()
    })
    afterEach(() => disk.dispose())

    keepingContract(() => ({ tab, disk }))
    changingContract(() => ({ tab, disk }))
    failureContract(() => ({ tab, disk }))
    tabsContract(() => ({ tab, disk }))
  })
}

function keepingContract(opened: () => Opened): void {
  it('[U1] has a chosen file and its bytes after a reload', async () => {
    const { tab, disk } = opened()
    await tab.keep(localFile('one'), blobOf(1, 2, 3, 0, 255))
    await tab.close()
    const reloaded = await disk.openTab()
    expect(await reloaded.list('course-1')).toEqual([localFile('one')])
    const bytes = await reloaded.readBytes('one')
    expect(await bytesOf(bytes)).toEqual([1, 2, 3, 0, 255])
    expect(bytes?.type).toBe('video/mp4')
  })

  it('[U1] keeps many bytes as they are, and reads any part of them', async () => {
    const { tab } = opened()
    const bytes = new Uint8Array(3_000_001).map((_, index) => (index * 31) % 251)
    await tab.keep(localFile('large', { sizeBytes: bytes.length }), new Blob([bytes]))
    const kept = await tab.readBytes('large')
    expect(kept?.size).toBe(bytes.length)
    expect(await bytesOf(kept?.slice(2_000_000, 2_000_010))).toEqual([...bytes.slice(2_000_000, 2_000_010)])
  })

  it('[U1] remembers a file that there was no room to keep, without its bytes', async () => {
    const { tab } = opened()
    await tab.keep(localFile('one'), blobOf(1))
    await tab.keep(localFile('one'))
    expect(await tab.list('course-1')).toEqual([localFile('one')])
    expect(await tab.readBytes('one')).toBeUndefined()
  })

  it('[U4] lists the files of one course in the order they were chosen', async () => {
    const { tab } = opened()
    await tab.keep(localFile('later', { chosenAt: 3_000 }), blobOf(1))
    await tab.keep(localFile('elsewhere', { courseId: 'course-2' }), blobOf(1))
    await tab.keep(localFile('sooner', { chosenAt: 1_000 }), blobOf(1))
    expect((await tab.list('course-1')).map(({ uploadId }) => uploadId)).toEqual(['sooner', 'later'])
    expect(await tab.find('elsewhere')).toEqual(localFile('elsewhere', { courseId: 'course-2' }))
    expect(await tab.find('unknown')).toBeUndefined()
  })
}

function changingContract(opened: () => Opened): void {
  it('[U4] remembers over a reload that an upload was paused, and why one failed', async () => {
    const { tab, disk } = opened()
    await tab.keep(localFile('one'), blobOf(1))
    await tab.change('one', { status: 'failed', failure: 'too-large', sha256: 'ab' })
    expect(await (await disk.openTab()).find('one')).toEqual(
      localFile('one', { status: 'failed', failure: 'too-large', sha256: 'ab' }),
    )
    await tab.change('one', { storedBytes: 3 })
    expect(await tab.find('one')).toMatchObject({ status: 'failed', failure: 'too-large', storedBytes: 3 })
    await tab.change('one', { status: 'paused' })
    expect(await tab.find('one')).toEqual(localFile('one', { status: 'paused', sha256: 'ab', storedBytes: 3 }))
    expect(await bytesOf(await tab.readBytes('one'))).toEqual([1])
  })

  it('[U1] lets go of what is released, and a late change does not bring it back', async () => {
    const { tab } = opened()
    await tab.keep(localFile('one'), blobOf(1))
    await tab.keep(localFile('two'), blobOf(2))
    await tab.release(['one', 'unknown'])
    await tab.change('one', { status: 'complete' })
    expect(await tab.list('course-1')).toEqual([localFile('two')])
    expect(await tab.readBytes('one')).toBeUndefined()
  })
}

function failureContract(opened: () => Opened): void {
  it('[U1] says that there is no room, keeps nothing of that file, and takes the next one', async () => {
    const { tab, disk } = opened()
    disk.failNextWrite('full')
    await expect(tab.keep(localFile('one'), blobOf(1))).rejects.toMatchObject({ code: 'store-full' })
    expect(await tab.list('course-1')).toEqual([])
    expect(await tab.readBytes('one')).toBeUndefined()
    await tab.keep(localFile('two'), blobOf(2))
    expect(await bytesOf(await tab.readBytes('two'))).toEqual([2])
  })

  it('[U1] says that the disk is broken when nothing could be released', async () => {
    const { tab, disk } = opened()
    await tab.keep(localFile('one'), blobOf(1))
    disk.failNextWrite('broken')
    await expect(tab.release(['one'])).rejects.toMatchObject({ code: 'store-unavailable' })
    expect(await bytesOf(await tab.readBytes('one'))).toEqual([1])
  })

  it('[U1] refuses what is asked of it after it was closed', async () => {
    const { tab } = opened()
    const keeping = tab.keep(localFile('one'), blobOf(1))
    await tab.close()
    await keeping
    await expect(tab.list('course-1')).rejects.toMatchObject({ code: 'store-unavailable' })
  })
}

function tabsContract(opened: () => Opened): void {
  it('[U4] tells the other tab what was chosen, changed and released, not the one that did it', async () => {
    const { tab, disk } = opened()
    const other = await disk.openTab()
    const own: string[] = []
    tab.subscribe(courseId => own.push(courseId))
    const heard = listenIn(other)
    await tab.keep(localFile('one'), blobOf(1))
    await heard(1)
    await tab.change('one', { status: 'paused' })
    await heard(2)
    await tab.release(['one'])
    expect(await heard(3)).toEqual(['course-1', 'course-1', 'course-1'])
    expect(own).toEqual([])
  })

  it('[U4] gives the lease of an upload to one tab, until it is dropped or its time is over', async () => {
    const { tab, disk } = opened()
    const other = await disk.openTab()
    const ask = (store: LocalFileStore, holder: string, now: number) =>
      store.takeLease({ name: 'upload', holder, now, until: now + 10 })
    expect(await Promise.all([ask(tab, 'a', 0), ask(other, 'b', 0)])).toEqual([true, false])
    expect(await ask(tab, 'a', 5)).toBe(true)
    expect(await ask(other, 'b', 14)).toBe(false)
    expect(await ask(other, 'b', 15)).toBe(true)
    await tab.dropLease('upload', 'a')
    expect(await ask(tab, 'a', 16)).toBe(false)
    await other.dropLease('upload', 'b')
    expect(await ask(tab, 'a', 16)).toBe(true)
  })
}

/** Resolves with what was heard when it is so many. */
function listenIn(tab: LocalFileStore): (count: number) => Promise<readonly string[]> {
  const heard: string[] = []
  let notice = () => {}
  tab.subscribe(courseId => {
    heard.push(courseId)
    notice()
  })
  return async count => {
    while (heard.length < count) await new Promise<void>(resolve => (notice = resolve))
    return heard
  }
}
