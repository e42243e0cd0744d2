/** Tokens of the identity provider: JWT (RFC 7519), checked after RFC 8725. */
import { errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose'
import { LecternError } from '../../course/errors.ts'
import type { Clock } from '../seams.ts'
import type { Identity } from './identity.ts'
import type { TokenKeys } from './token-keys.ts'

export interface TokenRules {
  readonly keys: TokenKeys
  readonly issuer?: string
  readonly audience?: string
  /** Subjects who are not let in, whatever they bring. */
  readonly blocked?: ReadonlySet<string>
}

const leewaySeconds = 30
const maxSubjectLength = 200
const maxNameLength = 200
/** Tokens that say who somebody is, as RFC 7519 and RFC 9068 name them; a logout token or a proof is none [RFC 8725, 3.11]. */
const goodTypes: ReadonlySet<string> = new Set(['jwt', 'at+jwt'])

export class TokenVerifier {
  readonly #rules: TokenRules
  readonly #clock: Pick<Clock, 'now'>

  constructor(rules: TokenRules, clock: Pick<Clock, 'now'>) {
    this.#rules = rules
    this.#clock = clock
  }

  /** @throws {LecternError} `sign-in`: no good token; `busy`: the provider's keys cannot be had now */
  async verify(token: string): Promise<Identity> {
    const { sub, exp, name } = await this.#payloadOf(token)
    if (!sub || exp === undefined || sub.length > maxSubjectLength || /\p{Cc}/u.test(sub) || !sub.isWellFormed()) {
      throw new LecternError('sign-in', 'the token names no subject or no end')
    }
    if (this.#rules.blocked?.has(sub)) throw new LecternError('sign-in', 'this account has ended')
    const isName = typeof name === 'string' && name.trim() !== ''
    return {
      userId: `user:${sub}`,
      name: isName
        ? name
            .replace(/\p{Cc}/gu, ' ')
            .slice(0, maxNameLength)
            .toWellFormed()
        : sub,
      expiresAt: exp * 1000,
    }
  }

  async #payloadOf(token: string): Promise<JWTPayload> {
    const { keys, issuer, audience } = this.#rules
    const options: JWTVerifyOptions = {
      // What the token says of its own algorithm is only compared with this list: neither `none` nor another family passes.
      algorithms: [...keys.algorithms],
      requiredClaims: ['sub', 'exp'],
      clockTolerance: leewaySeconds,
      currentDate: new Date(this.#clock.now()),
      ...(issuer !== undefined && { issuer }),
      ...(audience !== undefined && { audience }),
    }
    try {
      const { payload, protectedHeader } =
        keys.kind === 'secret'
          ? await jwtVerify(token, keys.secret, options)
          : await jwtVerify(token, keys.find, options)
      if (!isGoodType(protectedHeader.typ)) throw new LecternError('sign-in', 'the token is of another type')
      return payload
    } catch (error) {
      throw refusalOf(error)
    }
  }
}

/** Most providers say none. RFC 7515, 4.1.9: the part before the slash may be left out, and case does not count. */
function isGoodType(typ: string | undefined): boolean {
  return typ === undefined || goodTypes.has(typ.toLowerCase().replace(/^application\//, ''))
}

/** The token is in no message. */
function refusalOf(error: unknown): unknown {
  if (error instanceof errors.JWKSTimeout || error instanceof TypeError) return keysAway()
  if (!(error instanceof errors.JOSEError)) return error
  // jose says so of an answer that is no 200 or no JSON.
  if (error.code === 'ERR_JOSE_GENERIC' || error instanceof errors.JWKSInvalid) return keysAway()
  return new LecternError('sign-in', `the token is not accepted (${error.code})`)
}

function keysAway(): LecternError {
  return new LecternError('busy', "the identity provider's keys cannot be had now")
}
