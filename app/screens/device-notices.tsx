/** Over every screen: what is to be said about Lectern as an app on this device, one thing at a time. */
import { useState, useSyncExternalStore } from 'react'
import { Notice } from '../components/notice/notice.tsx'
import { UpdatePrompt } from '../components/update-prompt/update-prompt.tsx'
import { type NoticeKind, noticeOf } from '../pwa/notice-of.ts'
import type { Pwa } from '../pwa/system-pwa.ts'
import { pwaText } from '../text/pwa.ts'
import { useSeams } from './seams.ts'

const insecureKey = 'lectern.insecure-told'

export function DeviceNotices({ pwa }: { readonly pwa: Pwa }) {
  const { updates, storage, isSecure } = pwa
  const { sessions } = useSeams()
  const update = useSyncExternalStore(updates.subscribe, () => updates.state)
  const isNearlyFull = useSyncExternalStore(storage.subscribe, () => storage.isNearlyFull)
  const { dismissed, dismiss } = useDismissed(pwa)
  const reload = () => updates.apply(() => sessions.settle())
  const kind = noticeOf({ update, isNearlyFull, isSecure, dismissed })
  switch (kind) {
    case undefined:
      return null
    case 'missing':
    case 'ready':
      return <UpdatePrompt key={kind} state={kind} onReload={reload} onDismiss={() => dismiss(kind)} />
    case 'nearly-full':
      return <Notice sentence={pwaText.nearlyFull} isWarning onDismiss={() => dismiss(kind)} />
    case 'insecure':
      return <Notice sentence={pwaText.insecure} onDismiss={() => dismiss(kind)} />
    default:
      return kind satisfies never
  }
}

/** Until the page is loaded again; that an address is not secure is said once on a device. */
function useDismissed({ memory }: Pwa) {
  const [dismissed, setDismissed] = useState<ReadonlySet<NoticeKind>>(() =>
    memory.getItem(insecureKey) === null ? new Set() : new Set(['insecure'] as const),
  )
  const dismiss = (kind: NoticeKind) => {
    if (kind === 'insecure') memory.setItem(insecureKey, 'yes')
    setDismissed(before => new Set([...before, kind]))
  }
  return { dismissed, dismiss }
}
