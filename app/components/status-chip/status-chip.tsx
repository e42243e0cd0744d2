import CircleCheck from 'lucide-react/icons/circle-check'
import CircleDot from 'lucide-react/icons/circle-dot'
import CirclePause from 'lucide-react/icons/circle-pause'
import CloudOff from 'lucide-react/icons/cloud-off'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import { useEffect } from 'react'
import { chipActionText } from '../../text/status.ts'
import { useAnnounce } from '../announcer/announcer.tsx'
import { Button } from '../button/button.tsx'
import type { Chip } from './chip-of.ts'
import css from './status-chip.module.css'

const icons = {
  opening: CircleDot,
  saved: CircleCheck,
  draft: CircleDot,
  saving: CircleDot,
  files: CirclePause,
  offline: CloudOff,
  slower: CircleCheck,
  reconnecting: CloudOff,
  closed: CloudOff,
  'not-kept': TriangleAlert,
  refused: TriangleAlert,
} as const

interface StatusChipProps {
  readonly chip: Chip
  /** Actions that lead nowhere here are not offered. */
  readonly actions: Partial<Record<NonNullable<Chip['action']>, () => void>>
}

export function StatusChip({ chip, actions }: StatusChipProps) {
  const announce = useAnnounce()
  const urgentText = chip.isUrgent ? chip.text : undefined
  useEffect(() => {
    if (urgentText) announce(urgentText, 'assertive')
  }, [urgentText, announce])
  const Icon = icons[chip.kind]
  const act = chip.action && actions[chip.action]
  return (
    <span className={css['status']}>
      <span className={`${css['chip']} ${css[chip.kind] ?? ''}`} title={chip.detail} data-status={chip.kind}>
        <Icon aria-hidden="true" />
        <span>{chip.text}</span>
      </span>
      {chip.action && act && <Button onPress={act}>{chipActionText[chip.action]}</Button>}
    </span>
  )
}
