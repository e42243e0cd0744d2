/**
 * A title that becomes a field where it stands. While it is typed in, the field keeps its own text: what arrives from
 * others changes nothing in it.
 */
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { limits } from '../../../course/limits.ts'
import { useIsViewOnly } from '../view-only/view-only.ts'
import css from './title-field.module.css'

export interface TitleFieldProps {
  readonly label: string
  readonly value: string
  readonly placeholder: string
  readonly isEditing: boolean
  readonly onStart: () => void
  /** Each new text, while it is typed. */
  readonly onType: (text: string) => void
  readonly onEnd: () => void
  /** In a row, which has the focus itself: the field is opened from there, and gives the focus back to it. */
  readonly row?: { focus(): void } | undefined
  /** The title with what was searched marked; without it, the plain text. */
  readonly children?: ReactNode
}

export function TitleField(props: TitleFieldProps) {
  const { value, placeholder, isEditing, onStart, onEnd, row, children } = props
  const button = useRef<HTMLButtonElement>(null)
  const isLeftByKey = useRef(false)
  useLayoutEffect(() => {
    if (!isEditing && isLeftByKey.current) (row ?? button.current)?.focus()
    isLeftByKey.current = false
  }, [isEditing, row])
  const end = (isByKey: boolean) => {
    isLeftByKey.current = isByKey
    onEnd()
  }
  const isViewOnly = useIsViewOnly()
  if (isEditing) return <OpenField {...props} onEnd={end} />
  const className = `${css['title']} ${value.trim() ? '' : css['empty']}`
  const text = (
    <span className={css['text']}>
      <bdi>{value.trim() ? (children ?? value.trim()) : placeholder}</bdi>
    </span>
  )
  if (isViewOnly) {
    return (
      <span data-title="" className={`${className} ${css['fixed']}`}>
        {text}
      </span>
    )
  }
  return (
    <button ref={button} type="button" data-title="" className={className} tabIndex={row ? -1 : 0} onClick={onStart}>
      {text}
    </button>
  )
}

interface OpenFieldProps extends Omit<TitleFieldProps, 'onEnd'> {
  /** `isByKey`: Enter or Escape; the focus then belongs on the title again. */
  readonly onEnd: (isByKey: boolean) => void
}

function OpenField({ label, value, placeholder, onType, onEnd }: OpenFieldProps) {
  const [before] = useState(value)
  const [text, setText] = useState(value)
  const hasEnded = useRef(false)
  const type = (next: string) => {
    setText(next)
    onType(next)
  }
  const end = (isByKey: boolean, isUndone = false) => {
    if (hasEnded.current) return
    hasEnded.current = true
    if ((isUndone && text !== before) || (!text.trim() && before.trim())) onType(before)
    onEnd(isByKey)
  }
  return (
    <input
      data-title=""
      dir="auto"
      className={css['input']}
      aria-label={label}
      value={text}
      placeholder={placeholder}
      maxLength={limits.titleLength}
      ref={selectOnce}
      onChange={event => type(event.target.value)}
      onBlur={event => isLeft(event.currentTarget) && end(false)}
      onKeyDown={event => onLeavingKey(event, isUndone => end(true, isUndone))}
    />
  )
}

/** Enter keeps what was typed, Escape takes it back. */
function onLeavingKey(event: KeyboardEvent, leave: (isUndone: boolean) => void): void {
  const isUndone = event.key === 'Escape'
  if (event.nativeEvent.isComposing || !(isUndone || event.key === 'Enter')) return
  // The title has the focus at once, and would be pressed by the same key.
  event.preventDefault()
  leave(isUndone)
}

/** The window losing the focus is no end of typing: the field still has it when the author comes back. */
function isLeft(field: HTMLInputElement): boolean {
  return document.activeElement !== field
}

/** Runs once, when the field appears. */
function selectOnce(field: HTMLInputElement | null): void {
  field?.focus()
  field?.select()
}
