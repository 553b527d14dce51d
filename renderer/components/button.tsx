/** Buttons: one primary action a page, plain ones beside it, quiet ones in toolbars and rows. */
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import './button.css'
import { Tooltip } from './tooltip.tsx'

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children'> {
  /** `primary`: the page's main action. `danger`: loses something. `quiet`: no frame, for rows and toolbars. */
  readonly variant?: 'primary' | 'plain' | 'quiet' | 'danger'
  readonly size?: 'normal' | 'small'
  readonly icon?: LucideIcon
  readonly children: ReactNode
}

/** A button with words, and an icon before them where that helps. */
export function Button({ variant = 'plain', size = 'normal', icon: Icon, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={`button button-${variant} button-${size}`}>
      {Icon && <Icon className="icon" aria-hidden />}
      <span className="button-text">{children}</span>
    </AriaButton>
  )
}

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'aria-label'> {
  readonly icon: LucideIcon
  /** Its name, for screen readers and as tooltip. */
  readonly label: string
  readonly size?: 'normal' | 'small'
  readonly variant?: 'quiet' | 'plain'
}

/** A button that is only an icon; its name shows on hover and focus. */
export function IconButton({ icon: Icon, label, size = 'normal', variant = 'quiet', ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <AriaButton {...rest} aria-label={label} className={`button button-icon button-${variant} button-${size}`}>
        <Icon className="icon" aria-hidden />
      </AriaButton>
    </Tooltip>
  )
}
