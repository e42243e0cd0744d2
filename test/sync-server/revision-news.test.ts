/** When others learn the revision of what they have the bytes of already. */
import { expect, it } from 'vitest'
import { fatesOf } from '../../sync-server/ack.ts'
import { RoomAudience } from '../../sync-server/room-audience.ts'
import { FakeClock } from './fixtures/fake-clock.ts'
import { silentPeer } from './fixtures/peers.ts'

function openAudience() {
  const clock = new FakeClock()
  const audience = new RoomAudience(clock, () => '{}')
  const told: number[] = []
  const author = silentPeer('ana')
  audience.add(author)
  audience.add({ ...silentPeer('bo'), sendState: ({ revision }) => told.push(revision) })
  let revision = 0
  const commit = () =>
    audience.tell({ from: author, bytes: Uint8Array.of(0, 0), fates: fatesOf([]), epoch: 'e', revision: ++revision })
  return { clock, audience, told, commit }
}

it('[A3] others learn a revision when the course has rested, once for several commits', () => {
  const { clock, told, commit } = openAudience()
  commit()
  clock.advance(400)
  commit()
  clock.advance(400)
  expect(told).toEqual([])
  clock.advance(100)
  expect(told).toEqual([2])
  clock.advance(10_000)
  expect(told).toEqual([2])
})

it('[A3] others learn a revision every five seconds where the course does not rest', () => {
  const { clock, told, commit } = openAudience()
  for (let save = 0; save < 50; save++) {
    commit()
    clock.advance(250)
  }
  expect(told).toEqual([20, 40])
  clock.advance(500)
  expect(told).toEqual([20, 40, 50])
})
