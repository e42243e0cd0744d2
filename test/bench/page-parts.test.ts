import { expect, it } from 'vitest'
import { peersMarker, withOwnPart, withPeersPart } from '../../bench/page-parts.ts'

it('either benchmark writes its own part of the page and keeps the other', () => {
  const own = withOwnPart('', '# Benchmarks\n')
  const both = withPeersPart(own, `${peersMarker}\n\n## Beside its peers\n`)
  expect(both).toBe(`# Benchmarks\n\n${peersMarker}\n\n## Beside its peers\n`)
  const again = withOwnPart(both, '# Benchmarks, again\n')
  expect(again).toBe(`# Benchmarks, again\n\n${peersMarker}\n\n## Beside its peers\n`)
  expect(withPeersPart(again, `${peersMarker}\n`)).toBe(`# Benchmarks, again\n\n${peersMarker}\n`)
})
