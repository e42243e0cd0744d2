import { expect, it } from 'vitest'
import { errorCodes, isLecternError, LecternError } from '../../course/errors.ts'
import { closeCodeOf, closeCodes } from '../../course/wire/close-code.ts'

it('[S3] calls retryable only what may succeed later unchanged', () => {
  const retryable = errorCodes.filter(code => new LecternError(code, '').retryable)
  expect(retryable).toEqual(['causal-gap', 'busy', 'store-unavailable', 'store-full'])
})

it('[S3] keeps the code, the sentence and the cause of an error', () => {
  const cause = new Error('disk I/O error')
  const error = new LecternError('store-unavailable', 'the store did not answer', { cause })
  expect(error).toMatchObject({ name: 'LecternError', code: 'store-unavailable', cause })
  expect([isLecternError(error), isLecternError(cause)]).toEqual([true, false])
})

it.each([
  ['malformed', 4400],
  ['sign-in', 4401],
  ['not-allowed', 4403],
  ['unknown-course', 4404],
  ['course-deleted', 4404],
  ['other-epoch', 4409],
  ['too-large', 4413],
  ['out-of-schema', 4422],
  ['too-many-commands', 4422],
  ['foreign-client', 4422],
  ['clock-jump', 4422],
  ['causal-gap', 4422],
  ['operation-reused', 4422],
  ['split', 4422],
  ['client-too-old', 4426],
  ['store-unavailable', 4503],
  ['store-full', 4503],
  ['store-corrupt', 4503],
  ['store-version', 4503],
  ['busy', 1013],
] as const)('[P4] closes a socket for %s with %i', (code, closeCode) => {
  expect(closeCodeOf(code)).toBe(closeCode)
})

it('[S3] gives every code of an error a close code that exists', () => {
  for (const code of errorCodes) expect(Object.values(closeCodes)).toContain(closeCodeOf(code))
})
