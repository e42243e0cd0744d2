import ChevronDown from 'lucide-react/icons/chevron-down'
import ChevronUp from 'lucide-react/icons/chevron-up'
import X from 'lucide-react/icons/x'
import { useId, useState } from 'react'
import { roomText } from '../../text/uploads-room.ts'
import { type TotalOfUploads, totalText, uploadsText } from '../../text/uploads-showing.ts'
import { isUnkept, remedyOf, type UploadsSnapshot } from '../../uploads/upload-state.ts'
import { Button } from '../button/button.tsx'
import { Dock } from '../docks/docks.tsx'
import { useFocusPlace } from '../focus-place.ts'
import { useUploadsOnScreen } from './shown-uploads-context.ts'
import { UploadBar } from './upload-bar.tsx'
import { UploadList } from './upload-list.tsx'
import { totalOf } from './upload-total.ts'
import css from './uploads-panel.module.css'

/** All uploads of this browser as one, and each of them where it is opened. Stands over the page: nothing moves for it. */
export function UploadsPanel({ snapshot }: { readonly snapshot: UploadsSnapshot }) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [isOpen, setIsOpen] = useState(false)
  const listId = useId()
  const place = useFocusPlace<HTMLElement>('li, [data-tools]')
  const { items, totals } = snapshot
  if (items.every(({ uploadId }) => closed.has(uploadId))) return null
  const total = totalOf(snapshot)
  const close = () => setClosed(new Set(items.map(({ uploadId }) => uploadId)))
  return (
    <Dock kind="uploads">
      <section className={css['panel']} aria-label={uploadsText.region} {...place}>
        <div className={css['head']}>
          <button
            type="button"
            className={css['toggle']}
            aria-expanded={isOpen}
            aria-controls={listId}
            onClick={() => setIsOpen(!isOpen)}
          >
            <Summary total={total} isUnderWay={totals.unfinished > 0} />
            {isOpen ? <ChevronDown aria-hidden="true" /> : <ChevronUp aria-hidden="true" />}
          </button>
          {totals.unfinished === 0 && (
            <Button look="icon" aria-label={uploadsText.close} onPress={close}>
              <X aria-hidden="true" />
            </Button>
          )}
        </div>
        {totals.unfinished > 0 && (
          <UploadBar label={uploadsText.total} percent={total.percent} look="moving" text={totalText.amount(total)} />
        )}
        <UnkeptNote count={items.filter(isUnkept).length} />
        <div id={listId} className={css['body']} hidden={!isOpen}>
          {isOpen && <Opened snapshot={snapshot} />}
        </div>
      </section>
    </Dock>
  )
}

/** Seen without opening the list: closing the tab would lose them. */
function UnkeptNote({ count }: { readonly count: number }) {
  const gestures = useUploadsOnScreen()?.own?.gestures
  if (count === 0 || !gestures) return null
  return (
    <div className={css['unkept']}>
      <p>{roomText.unkept(count)}</p>
      <Button look="quiet" onPress={gestures.keepAgain}>
        {roomText.keepAgain(count)}
      </Button>
    </div>
  )
}

function Summary({ total, isUnderWay }: { readonly total: TotalOfUploads; readonly isUnderWay: boolean }) {
  return (
    <span className={css['summary']}>
      <span className={css['title']}>
        {totalText.title(total)}
        {total.failed > 0 && total.count > 0 && (
          <span className={css['problem']}> · {totalText.failed(total.failed)}</span>
        )}
      </span>
      {isUnderWay && <span className={css['amount']}>{totalText.amount(total)}</span>}
    </span>
  )
}

function Opened({ snapshot }: { readonly snapshot: UploadsSnapshot }) {
  const gestures = useUploadsOnScreen()?.own?.gestures
  if (!gestures) return null
  const { items } = snapshot
  const isPaused = items.some(({ state }) => state.status === 'paused')
  const mayRetry = items.some(({ state }) => remedyOf(state) === 'retry')
  const isMoving = items.some(({ state }) => pausable.has(state.status))
  return (
    <>
      {(isPaused || isMoving || mayRetry) && (
        <div className={css['tools']} data-tools="">
          {isMoving && <Button onPress={gestures.pauseAll}>{uploadsText.pauseAll}</Button>}
          {isPaused && <Button onPress={gestures.resumeAll}>{uploadsText.resumeAll}</Button>}
          {mayRetry && <Button onPress={gestures.retryFailed}>{uploadsText.retryFailed}</Button>}
        </div>
      )}
      <UploadList items={items} />
    </>
  )
}

const pausable: ReadonlySet<string> = new Set(['waiting', 'hashing', 'uploading', 'retrying', 'verifying'])
