import { describe, expect, it } from 'vitest'
import { lackAdvice, lackSentence } from '../../../app/text/uploads-room.ts'
import { freeBytesOf, lackOf } from '../../../app/uploads/file-room.ts'
import { openFakeWorld } from './fixtures/fake-world.ts'
import { pdfFile } from './fixtures/files.ts'

const megabyte = 1_000_000
const mebibyte = 1024 * 1024

describe('Room for files in this browser', () => {
  it('[U1] is what it has, without what courses and drafts may need', async () => {
    expect(await freeBytesOf(async () => ({ usage: 10 * mebibyte, quota: 100 * mebibyte }))).toBe(58 * mebibyte)
    expect(await freeBytesOf(async () => ({ usage: 100, quota: 100 }))).toBe(0)
    expect(await freeBytesOf(async () => undefined)).toBeUndefined()
  })

  it('[U1] is counted file by file: a small one fits where a large one before it does not', () => {
    expect(lackOf([5, 20, 5], 10)).toEqual({ neededBytes: 30, freeBytes: 10, unkept: 1, count: 3 })
    expect(lackOf([5, 5], 10)).toBeUndefined()
    expect(lackOf([5, 5], undefined)).toBeUndefined()
  })

  it('[U1] that is missing is said with what it means and what helps', () => {
    const one = { neededBytes: 900 * megabyte, freeBytes: 100 * megabyte, unkept: 1, count: 1 }
    expect(lackSentence(one)).toBe(
      'This file does not fit into this browser: it has 900 MB, and there is room for 100 MB.',
    )
    expect(lackAdvice(one, 0)).toBe(
      'It is uploaded all the same while this tab is open; closing it before it has arrived loses it. To have it kept, free space on this device.',
    )
    const some = { neededBytes: 3000 * megabyte, freeBytes: 0, unkept: 2, count: 5 }
    expect(lackSentence(some)).toBe(
      '2 of these 5 files do not fit into this browser: together they have 3.0 GB, and no room is left.',
    )
    expect(lackAdvice(some, 1300 * megabyte)).toMatch(
      /free space on this device, or wait until the 1\.3 GB that are here already are uploaded and saved\.$/,
    )
  })

  it('[U1] that has come later is used: what was not kept is kept, while it is on its way', async () => {
    const { tab, browser, sender, clock } = await openFakeWorld()
    browser.room = 0
    await tab.choose(pdfFile('a', 100), pdfFile('b', 100))
    await clock.advance(100)
    expect([tab.item('a').isKept, tab.item('b').isKept]).toEqual([false, false])
    await tab.queue.keepAgain()
    expect(tab.item('a').isKept).toBe(false)

    browser.room = undefined
    sender.of('b').complete()
    await clock.advance(100)
    await tab.queue.keepAgain()
    expect(tab.item('a')).toMatchObject({ isKept: true, state: { status: 'uploading' } })
    expect([...browser.profile.blobs.keys()]).toEqual(['a'])
    expect(sender.sendings).toHaveLength(2)
  })
})
