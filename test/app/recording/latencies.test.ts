import { expect, it } from 'vitest'
import { latenciesOf } from '../../../app/recording/latencies.ts'
import type { RecordedEvent } from '../../../app/recording/recorded-event.ts'

it('measures the last fifty saves', () => {
  const told = Array.from({ length: 60 }, (_, index): RecordedEvent => {
    const ackedMs = index + 1
    return { kind: 'told', at: index, operationId: String(index), status: 'stored', ackedMs, claimedMs: ackedMs + 5 }
  })
  expect(latenciesOf(told)).toEqual({
    count: 50,
    stages: [
      { stage: 'ackedMs', median: 35, p95: 58, newest: 60 },
      { stage: 'claimedMs', median: 40, p95: 63, newest: 65 },
    ],
  })
  expect(latenciesOf([])).toEqual({ count: 0, stages: [] })
})
