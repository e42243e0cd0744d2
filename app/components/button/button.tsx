import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'
import css from './button.module.css'

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style'> {
  readonly look?: 'primary' | 'secondary' | 'quiet' | 'icon' | 'danger'
}

export function Button({ look = 'secondary', ...props }: ButtonProps) {
  return <AriaButton {...props} className={`${css['button']} ${css[look]}`} />
}
