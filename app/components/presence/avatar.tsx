import css from './avatar.module.css'
import { colourOf, initialsOf } from './person.ts'

interface AvatarProps {
  readonly id: string
  readonly name: string
  readonly isEditing?: boolean
  readonly hasUnsaved?: boolean
}

/** A picture beside words that say the same: its letters are no text. */
export function Avatar({ id, name, isEditing = false, hasUnsaved = false }: AvatarProps) {
  return (
    <span
      className={css['avatar']}
      data-colour={colourOf(id)}
      data-editing={isEditing || undefined}
      data-unsaved={hasUnsaved || undefined}
      data-letters={initialsOf(name)}
      aria-hidden="true"
    />
  )
}
