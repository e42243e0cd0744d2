import { expect, it } from 'vitest'
import { tusOutcomeOf } from '../../../app/uploads/tus-outcome.ts'

const error = (code: string) => JSON.stringify({ error: { code, message: 'words' } })

it.each([
  [413, error('too-large'), { kind: 'refused', code: 'too-large' }],
  [413, 'Maximum size exceeded', { kind: 'refused', code: 'too-large' }],
  [415, error('wrong-type'), { kind: 'refused', code: 'wrong-type' }],
  [422, error('wrong-hash'), { kind: 'refused', code: 'wrong-hash' }],
  [422, error('empty-file'), { kind: 'refused', code: 'empty-file' }],
  [403, error('not-allowed'), { kind: 'refused', code: 'not-allowed' }],
  [404, error('course-deleted'), { kind: 'refused', code: 'course-deleted' }],
  [400, error('malformed'), { kind: 'refused', code: 'refused' }],
])('[U6] takes %i %s for a refusal that stays one', (status, body, outcome) => {
  expect(tusOutcomeOf({ status, body })).toEqual(outcome)
})

it.each([
  [undefined, '', 'unreachable'],
  [200, '<html>Please sign in to the hotel network</html>', 'unreachable'],
  [302, '', 'unreachable'],
  [401, '', 'signed-out'],
  [429, '', 'busy'],
  [500, error('internal'), 'busy'],
  [502, '<html>Bad Gateway</html>', 'busy'],
  [503, error('store-unavailable'), 'busy'],
  [507, error('store-full'), 'server-full'],
])('[S3] takes %s %s for something that passes', (status, body, reason) => {
  expect(tusOutcomeOf(status === undefined ? undefined : { status, body })).toEqual({ kind: 'later', reason })
})

it.each([
  [404, error('unknown-upload'), 'unknown'],
  [410, '', 'unknown'],
  [409, error('wrong-offset'), 'elsewhere'],
  [423, '', 'elsewhere'],
])('[U1] takes %i %s for a reason to ask where to go on', (status, body, kind) => {
  expect(tusOutcomeOf({ status, body })).toEqual({ kind })
})
