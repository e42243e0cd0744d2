/** New versions of the app, with a browser's service workers as far as they are used. */
import { describe, expect, it } from 'vitest'
import { AppUpdates, type WorkerContainer, type WorkerRegistration } from '../../../app/pwa/app-updates.ts'
import { FakeClock, settle } from '../session/fixtures/fake-clock.ts'

/** Everything is on this device. */
const kept = async () => true
const hourMs = 60 * 60 * 1000

class FakeRegistration extends EventTarget implements WorkerRegistration {
  installing: EventTarget | null = null
  waiting: { postMessage(message: string): void } | null = null
  checks = 0
  readonly messages: string[] = []

  async update(): Promise<void> {
    this.checks++
  }

  /** As when the browser has fetched a new version whole. */
  install(): void {
    const installing = new EventTarget()
    this.installing = installing
    this.dispatchEvent(new Event('updatefound'))
    this.installing = null
    this.waiting = { postMessage: message => this.messages.push(message) }
    installing.dispatchEvent(new Event('statechange'))
  }
}

class FakeWorkers extends EventTarget implements WorkerContainer {
  controller: unknown
  readonly registration = new FakeRegistration()

  constructor(controller: unknown) {
    super()
    this.controller = controller
  }

  async register(): Promise<FakeRegistration> {
    return this.registration
  }

  /** As when a worker takes over this page: the first one, or one that some tab has activated. */
  takeOver(): void {
    this.controller = {}
    this.registration.waiting = null
    this.dispatchEvent(new Event('controllerchange'))
  }
}

async function openPage({ controller = {} as unknown, isServerThere = true, hasWorkers = true } = {}) {
  const clock = new FakeClock()
  const workers = new FakeWorkers(controller)
  const page = { reloads: 0, isWorthChecking: true, lookAt: () => {} }
  const updates = new AppUpdates({
    ...(hasWorkers && { workers }),
    clock,
    isWorthChecking: () => page.isWorthChecking,
    onLookedAt: listener => {
      page.lookAt = listener
    },
    isServerThere: async () => isServerThere,
    reload: () => page.reloads++,
  })
  await updates.start()
  return { updates, workers, registration: workers.registration, clock, page }
}

describe('A new version', () => {
  it('is offered when all of it is on the device, and nothing is loaded anew before the author says so', async () => {
    const { updates, registration, page } = await openPage()
    const told: string[] = []
    updates.subscribe(() => told.push(updates.state))

    registration.install()
    expect(told).toEqual(['ready'])
    expect(page.reloads).toBe(0)
    expect(registration.messages).toEqual([])
  })

  it('takes over first and is loaded then', async () => {
    const { updates, workers, registration, page } = await openPage()
    registration.install()

    const applied = updates.apply(kept)
    await settle()
    expect(registration.messages).toEqual(['activate'])
    expect(page.reloads).toBe(0)
    workers.takeOver()
    expect(await applied).toBe('reloading')
    expect(page.reloads).toBe(1)
  })

  it('that does not take over in seconds keeps nobody waiting', async () => {
    const { updates, registration, clock, page } = await openPage()
    registration.install()
    const applied = updates.apply(kept)
    await clock.advance(3000)
    expect(await applied).toBe('reloading')
    expect(page.reloads).toBe(1)
  })

  it('taken by another tab is offered here and not loaded under the hands of who works here', async () => {
    const { updates, workers, page } = await openPage()
    workers.takeOver()
    expect(page.reloads).toBe(0)
    expect(updates.state).toBe('ready')
    await updates.apply(kept)
    expect(page.reloads).toBe(1)
  })

  it('is not loaded while this device could not keep the changes, those too that come while it takes over', async () => {
    const { updates, workers, registration, page } = await openPage()
    registration.install()
    expect(await updates.apply(async () => false)).toBe('not-kept')
    expect(registration.messages).toEqual([])

    let isKept = true
    const applied = updates.apply(async () => isKept)
    await settle()
    isKept = false
    workers.takeOver()
    expect(await applied).toBe('not-kept')
    expect(page.reloads).toBe(0)
  })

  it('that was waiting when the page was opened is offered', async () => {
    const { workers } = await openPage()
    workers.registration.install()
    const clock = new FakeClock()
    const seams = { clock, isWorthChecking: () => true, onLookedAt: () => {}, isServerThere: async () => true }
    const updates = new AppUpdates({ ...seams, workers, reload: () => {} })
    await updates.start()
    expect(updates.state).toBe('ready')
  })

  it('is not what the first visit installs', async () => {
    const { updates, workers } = await openPage({ controller: null })
    workers.registration.install()
    workers.takeOver()
    expect(updates.state).toBe('none')
  })
})

describe('New versions are looked for', () => {
  it('each hour while somebody looks and there is a network', async () => {
    const { registration, clock, page } = await openPage()
    await clock.advance(hourMs)
    await clock.advance(hourMs)
    expect(registration.checks).toBe(2)
    page.isWorthChecking = false
    await clock.advance(3 * hourMs)
    expect(registration.checks).toBe(2)
  })

  it('when the tab is looked at again, but not each time', async () => {
    const { registration, clock, page } = await openPage()
    page.lookAt()
    expect(registration.checks).toBe(0)
    await clock.advance(11 * 60_000)
    page.lookAt()
    page.lookAt()
    expect(registration.checks).toBe(1)
  })
})

describe('A part of the app that the server has no longer', () => {
  it('is told, also where there are no service workers', async () => {
    const { updates, page } = await openPage({ hasWorkers: false })
    updates.partIsMissing()
    expect(updates.state).toBe('missing')
    expect(await updates.apply(kept)).toBe('reloading')
    expect(page.reloads).toBe(1)
  })

  it('is no reason to reload while nobody has the page', async () => {
    const { updates, page } = await openPage({ hasWorkers: false, isServerThere: false })
    updates.partIsMissing()
    expect(await updates.apply(kept)).toBe('unreachable')
    expect(page.reloads).toBe(0)
  })
})
