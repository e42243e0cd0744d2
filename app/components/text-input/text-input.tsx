import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { TextField } from 'react-aria-components/TextField'
import css from './text-input.module.css'

interface TextInputProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly maxLength: number
  readonly hint?: string
  /** What is wrong with it; shown under the field. */
  readonly error?: string | undefined
  readonly type?: 'text' | 'url' | 'password'
  readonly isFocusedFirst?: boolean
}

export function TextInput({ label, hint, error, isFocusedFirst = false, ...field }: TextInputProps) {
  return (
    <TextField {...field} className={css['field'] ?? ''} isInvalid={error !== undefined} autoFocus={isFocusedFirst}>
      <Label className={css['label'] ?? ''}>{label}</Label>
      <Input className={css['input'] ?? ''} autoComplete="off" dir="auto" />
      {hint && (
        <Text slot="description" className={css['hint'] ?? ''}>
          {hint}
        </Text>
      )}
      <FieldError className={css['error'] ?? ''}>{error}</FieldError>
    </TextField>
  )
}
