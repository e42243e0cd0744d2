import type { UpdateState } from './app-updates.ts'

export type NoticeKind = 'missing' | 'nearly-full' | 'ready' | 'insecure'

export interface NoticeReasons {
  readonly update: UpdateState
  readonly isNearlyFull: boolean
  readonly isSecure: boolean
  readonly dismissed: ReadonlySet<NoticeKind>
}

/** The one notice to show: what may cost work goes before what is only good to know. */
export function noticeOf({ update, isNearlyFull, isSecure, dismissed }: NoticeReasons): NoticeKind | undefined {
  const reasons: readonly (readonly [NoticeKind, boolean])[] = [
    ['missing', update === 'missing'],
    ['nearly-full', isNearlyFull],
    ['ready', update === 'ready'],
    ['insecure', !isSecure],
  ]
  return reasons.find(([kind, isGiven]) => isGiven && !dismissed.has(kind))?.[0]
}
