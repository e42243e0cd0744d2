/**
 * The rights of live connections: read once as each begins, changed by events from then on. So a message costs no look
 * into the database, and who loses a right loses it at once.
 */
import { LecternError } from '../../course/errors.ts'
import type { Role } from '../../course/role.ts'
import type { AccessStore } from '../../persistence/access-store.ts'
import type { Clock } from '../seams.ts'
import { type Grant, type GrantRequest, LiveGrant } from './live-grant.ts'

/** For so long the store may still not say who begins a course. */
const begunMs = 60_000

export class Grants {
  readonly #store: Pick<AccessStore, 'standingOf'>
  readonly #clock: Pick<Clock, 'now'>
  readonly #live = new Map<string, Set<LiveGrant>>()
  /** Courses whose first commit was on its way just now. */
  readonly #begun = new Map<string, { readonly userId: string; readonly at: number }>()

  constructor(store: Pick<AccessStore, 'standingOf'>, clock: Pick<Clock, 'now'>) {
    this.#store = store
    this.#clock = clock
  }

  /** To be released by whoever opens it. @throws {LecternError} `not-allowed`, `sign-in`, what the store throws */
  async open(request: GrantRequest): Promise<Grant> {
    const { courseId, identity } = request
    const grant = new LiveGrant(request, {
      begin: () => this.begin(courseId, identity.userId),
      release: () => this.#remove(grant),
    })
    // Before the question: whatever changes while it is answered reaches this grant, too.
    this.#add(grant)
    try {
      grant.learn(await this.#store.standingOf(courseId, identity.userId))
      const begun = this.#begun.get(courseId)
      if (begun && grant.standing === 'free') grant.become(begun.userId === identity.userId ? 'owner' : 'none')
      if (grant.loss) throw grant.loss
      return grant
    } catch (error) {
      grant.release()
      throw error
    }
  }

  /** A commit makes the course, and this person its owner: it is nobody else's to begin. */
  begin(courseId: string, userId: string): void {
    this.#begun.set(courseId, { userId, at: this.#clock.now() })
    for (const grant of this.#of(courseId)) {
      if (grant.standing === undefined || grant.standing === 'free') grant.become(grant.isOf(userId) ? 'owner' : 'none')
    }
  }

  /** @param role undefined: a member no more */
  changeRole(courseId: string, userId: string, role: Role | undefined): void {
    for (const grant of this.#of(courseId)) if (grant.isOf(userId)) grant.become(role ?? 'none')
  }

  endSession(sessionHash: string): void {
    for (const grant of this.#all()) if (grant.sessionHash === sessionHash) grant.lose(signedOut())
  }

  endAllOf(userId: string): void {
    for (const grant of this.#all()) if (grant.isOf(userId)) grant.lose(signedOut())
  }

  /** Ends what has expired. To be called every few seconds. */
  beat(): void {
    const now = this.#clock.now()
    for (const grant of this.#all()) if (grant.expiresAt <= now) grant.lose(signedOut())
    for (const [courseId, { at }] of this.#begun) if (at + begunMs <= now) this.#begun.delete(courseId)
  }

  /** Sessions that live connections stand for. */
  get sessionsInUse(): ReadonlySet<string> {
    return new Set([...this.#all()].flatMap(({ sessionHash }) => sessionHash ?? []))
  }

  #add(grant: LiveGrant): void {
    const grants = this.#live.get(grant.courseId) ?? new Set()
    this.#live.set(grant.courseId, grants.add(grant))
  }

  #remove(grant: LiveGrant): void {
    const grants = this.#live.get(grant.courseId)
    grants?.delete(grant)
    if (grants?.size === 0) this.#live.delete(grant.courseId)
  }

  #of(courseId: string): readonly LiveGrant[] {
    return [...(this.#live.get(courseId) ?? [])]
  }

  #all(): readonly LiveGrant[] {
    return [...this.#live.values()].flatMap(grants => [...grants])
  }
}

function signedOut(): LecternError {
  return new LecternError('sign-in', 'the session has ended')
}
