/** What the environment may say of limits. */
import { describe, expect, it } from 'vitest'
import { readOptions } from '../../../scripts/options.ts'
import { defaultLimits, readGuardOptions } from '../../../sync-server/guarding/limits.ts'

describe('The limits', () => {
  it('are the defaults, and no proxy is believed, where nothing is said', () => {
    expect(readGuardOptions({ TRUST_PROXY: '', LIMIT_CONNECTIONS: '' })).toBeUndefined()
    expect(readGuardOptions({ TRUST_PROXY: '0' })).toEqual({ trustedProxies: 0, limits: defaultLimits })
  })

  it('come from the environment one by one', () => {
    const guard = { trustedProxies: 2, limits: { ...defaultLimits, connections: 50, attemptsPerMinute: 0 } }
    const env = { TRUST_PROXY: '2', LIMIT_CONNECTIONS: '50', LIMIT_ATTEMPTS_PER_MINUTE: '0' }
    expect(readOptions([], env)).toMatchObject({ kind: 'options', options: { guard } })
  })

  it.each([
    [{ TRUST_PROXY: 'true' }, 'TRUST_PROXY: "true" is not a whole number.'],
    [{ TRUST_PROXY: '99' }, 'TRUST_PROXY: "99" is more proxies than can be.'],
    [{ LIMIT_UPLOADS_PER_HOUR: '-1' }, 'LIMIT_UPLOADS_PER_HOUR: "-1" is not a whole number.'],
  ])('are refused with a sentence for %j', (env, sentence) => {
    expect(readOptions([], env)).toEqual({ kind: 'error', message: `${sentence} See --help.` })
  })
})
