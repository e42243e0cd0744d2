import { describe, expect, it } from 'vitest'
import { type NoticeReasons, noticeOf } from '../../../app/pwa/notice-of.ts'

const quiet: NoticeReasons = { update: 'none', isNearlyFull: false, isSecure: true, dismissed: new Set() }

describe('The notice', () => {
  it('is not there where nothing is to be said', () => {
    expect(noticeOf(quiet)).toBeUndefined()
  })

  it('is one at a time: what may cost work before what is good to know', () => {
    const all: NoticeReasons = { ...quiet, update: 'ready', isNearlyFull: true, isSecure: false }
    expect(noticeOf(all)).toBe('nearly-full')
    expect(noticeOf({ ...all, update: 'missing' })).toBe('missing')
    expect(noticeOf({ ...all, dismissed: new Set(['nearly-full']) })).toBe('ready')
    expect(noticeOf({ ...all, dismissed: new Set(['nearly-full', 'ready']) })).toBe('insecure')
    expect(noticeOf({ ...all, dismissed: new Set(['nearly-full', 'ready', 'insecure']) })).toBeUndefined()
  })

  it('of a part that is missing is shown also to whoever put off the new version', () => {
    expect(noticeOf({ ...quiet, update: 'missing', dismissed: new Set(['ready']) })).toBe('missing')
  })
})
