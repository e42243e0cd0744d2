import { useState } from 'react'
import { lackAdvice, lackSentence, roomText } from '../../text/uploads-room.ts'
import type { LackOfRoom } from '../../uploads/file-room.ts'
import { Button } from '../button/button.tsx'
import css from './room-note.module.css'

interface RoomNoteProps {
  readonly lack: LackOfRoom & { readonly heldBytes: number }
  /** Resolves when the browser has answered; and more room was measured, or not. */
  readonly onAsk: () => Promise<unknown>
}

/** What does not fit into this browser, what that means, and how there may be more room. */
export function RoomNote({ lack, onAsk }: RoomNoteProps) {
  const [answered, setAnswered] = useState(false)
  const ask = () => void onAsk().then(() => setAnswered(true))
  return (
    <div className={css['note']} role="status">
      <p>
        <strong>{lackSentence(lack)}</strong> {lackAdvice(lack, lack.heldBytes)}
      </p>
      <div className={css['ask']}>
        <Button onPress={ask}>{roomText.askForMore}</Button>
        {answered && <span>{roomText.noMore}</span>}
      </div>
    </div>
  )
}
