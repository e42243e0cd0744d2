import { describe, expect, it } from 'vitest'
import { DeviceStorage } from '../../../app/pwa/device-storage.ts'

const megabyte = 1024 * 1024

/** A browser's storage that answers as told, and what it was asked. */
function openDevice({ isGranted = true, usage = 0, quota = 1000 * megabyte } = {}) {
  const device = { asked: 0, isPersisted: false, usage, quota, nowMs: 0 }
  const remembered = new Map<string, string>()
  const memory = {
    getItem: (key: string) => remembered.get(key) ?? null,
    setItem: (key: string, value: string) => void remembered.set(key, value),
  }
  const room = {
    persisted: async () => device.isPersisted,
    persist: async () => {
      device.asked++
      device.isPersisted = isGranted
      return isGranted
    },
    estimate: async () => ({ usage: device.usage, quota: device.quota }),
  }
  const load = () => new DeviceStorage({ room, memory, monotonicMs: () => device.nowMs })
  return { device, load }
}

describe('The browser is asked to keep what is on this device', () => {
  it('[U1] again when the author asks for room, whatever was said before, and it is measured anew', async () => {
    const { device, load } = openDevice({ isGranted: false, usage: 960 * megabyte })
    const storage = load()
    await storage.hasSaved()
    expect([device.asked, storage.isNearlyFull]).toEqual([1, true])
    device.usage = 0
    await storage.askForRoom()
    expect([device.asked, storage.isNearlyFull]).toEqual([2, false])
    await load().hasSaved()
    expect(device.asked).toBe(2)
  })

  it('after the first save and once', async () => {
    const { device, load } = openDevice()
    const storage = load()
    await storage.measure()
    expect(device.asked).toBe(0)
    await storage.hasSaved()
    await storage.hasSaved()
    await load().hasSaved()
    expect(device.asked).toBe(1)
  })

  it('not again after it refused', async () => {
    const { device, load } = openDevice({ isGranted: false })
    await load().hasSaved()
    await load().hasSaved()
    expect(device.asked).toBe(1)
  })

  it('not where it has no such thing: saving goes on', async () => {
    const memory = { getItem: () => null, setItem: () => {} }
    const storage = new DeviceStorage({ memory, monotonicMs: () => 0 })
    await storage.hasSaved()
    expect(storage.isNearlyFull).toBe(false)
  })
})

describe('Little room on this device', () => {
  it.each([
    ['less than 50 MB are free', 960, 1000, true],
    ['more than 95 % are used', 96_000, 100_000, true],
    ['there is room', 500, 1000, false],
  ])('%s', async (_, used, quota, isNearlyFull) => {
    const { load } = openDevice({ usage: used * megabyte, quota: quota * megabyte })
    const storage = load()
    await storage.measure()
    expect(storage.isNearlyFull).toBe(isNearlyFull)
  })

  it('is noticed when it comes, and gone when there is room again', async () => {
    const { device, load } = openDevice()
    const storage = load()
    const told: boolean[] = []
    storage.subscribe(() => told.push(storage.isNearlyFull))
    await storage.hasSaved()
    device.usage = 980 * megabyte
    await storage.hasSaved()
    expect(told).toEqual([])
    device.nowMs += 60_000
    await storage.hasSaved()
    device.usage = 0
    device.nowMs += 60_000
    await storage.hasSaved()
    expect(told).toEqual([true, false])
  })
})
