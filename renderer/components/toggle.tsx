/** On or off: a check box for one of several things, a switch for what acts at once. */
import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Checkbox as AriaCheckbox,
  type CheckboxProps as AriaCheckboxProps,
  Switch as AriaSwitch,
  type SwitchProps as AriaSwitchProps,
} from 'react-aria-components'
import './toggle.css'

export interface CheckboxProps extends Omit<AriaCheckboxProps, 'className' | 'children'> {
  /** Leave out where a table's header or row says it; then give an `aria-label`. */
  readonly children?: ReactNode
}

/** A check box. */
export function Checkbox({ children, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox {...rest} className="checkbox">
      {({ isSelected, isIndeterminate }) => (
        <>
          <span className="checkbox-box">
            {isIndeterminate ? (
              <Minus className="checkbox-mark" aria-hidden />
            ) : (
              isSelected && <Check className="checkbox-mark" aria-hidden />
            )}
          </span>
          {children !== undefined && <span>{children}</span>}
        </>
      )}
    </AriaCheckbox>
  )
}

export interface SwitchProps extends Omit<AriaSwitchProps, 'className' | 'children'> {
  readonly children: ReactNode
}

/** A switch, with its words behind it. */
export function Switch({ children, ...rest }: SwitchProps) {
  return (
    <AriaSwitch {...rest} className="switch">
      <span className="switch-track">
        <span className="switch-thumb" />
      </span>
      <span>{children}</span>
    </AriaSwitch>
  )
}
