/** What one live connection may do in one course, now. */
import { LecternError } from '../../course/errors.ts'
import { isAtLeast, type Role } from '../../course/role.ts'
import type { Standing } from '../../persistence/access-store.ts'
import type { CourseRights } from '../room-peer.ts'
import type { Identity } from './identity.ts'

export interface GrantRequest {
  readonly identity: Identity
  readonly courseId: string
  /** With less than this it is lost. A course that nobody has begun gives all rights. */
  readonly needed: Role
}

export interface Grant extends CourseRights {
  /** At most one; called at once if it is lost already. */
  whenLost(run: (error: LecternError) => void): void
  release(): void
}

interface Owner {
  readonly begin: () => void
  readonly release: () => void
}

export class LiveGrant implements Grant {
  readonly courseId: string
  readonly #request: GrantRequest
  readonly #owner: Owner
  /** Undefined: the store has not said yet. */
  #standing: Standing | undefined
  #loss: LecternError | undefined
  #onLost: ((error: LecternError) => void) | undefined

  constructor(request: GrantRequest, owner: Owner) {
    this.courseId = request.courseId
    this.#request = request
    this.#owner = owner
  }

  get standing(): Standing | undefined {
    return this.#standing
  }

  get loss(): LecternError | undefined {
    return this.#loss
  }

  get expiresAt(): number {
    return this.#request.identity.expiresAt
  }

  get sessionHash(): string | undefined {
    return this.#request.identity.sessionHash
  }

  get canWrite(): boolean {
    return !this.#loss && mayAs(this.#standing, 'editor')
  }

  isOf(userId: string): boolean {
    return this.#request.identity.userId === userId
  }

  begin(): void {
    this.#owner.begin()
  }

  release(): void {
    this.#owner.release()
  }

  whenLost(run: (error: LecternError) => void): void {
    this.#onLost = run
    if (this.#loss) run(this.#loss)
  }

  /** What the store says; an event that came meanwhile is newer. */
  learn(standing: Standing): void {
    if (this.#standing === undefined) this.become(standing)
  }

  become(standing: Standing): void {
    this.#standing = standing
    if (!mayAs(standing, this.#request.needed)) this.lose(new LecternError('not-allowed', 'no right to do this here'))
  }

  lose(error: LecternError): void {
    if (this.#loss) return
    this.#loss = error
    this.#onLost?.(error)
  }
}

function mayAs(standing: Standing | undefined, needed: Role): boolean {
  if (standing === undefined || standing === 'none') return false
  return standing === 'free' || isAtLeast(standing, needed)
}
