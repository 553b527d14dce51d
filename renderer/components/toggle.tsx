/** On or off: a check box for one of several things, a switch for what acts at once. */
import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  CheckboxButton,
  CheckboxField,
  type CheckboxFieldProps,
  SwitchButton,
  SwitchField,
  type SwitchFieldProps,
} from 'react-aria-components'
import './toggle.css'

export interface CheckboxProps extends Omit<CheckboxFieldProps, 'className' | 'children'> {
  /** Leave out where a table's header or row says it; then give an `aria-label`. */
  readonly children?: ReactNode
}

/** A check box. */
export function Checkbox({ children, ...rest }: CheckboxProps) {
  return (
    <CheckboxField {...rest} className="checkbox-field">
      <CheckboxButton className="checkbox">
        {({ isSelected, isIndeterminate }) => (
          <>
            <span className="checkbox-box">
              {isIndeterminate ? (
                <Minus className="checkbox-mark" aria-hidden />
              ) : (
                isSelected && <Check className="checkbox-mark" aria-hidden />
              )}
            </span>
            {children !== undefined && <span className="checkbox-words">{children}</span>}
          </>
        )}
      </CheckboxButton>
    </CheckboxField>
  )
}

export interface SwitchProps extends Omit<SwitchFieldProps, 'className' | 'children'> {
  readonly children: ReactNode
}

/** A switch, with its words behind it. */
export function Switch({ children, ...rest }: SwitchProps) {
  return (
    <SwitchField {...rest} className="switch-field">
      <SwitchButton className="switch">
        <span className="switch-track">
          <span className="switch-thumb" />
        </span>
        <span>{children}</span>
      </SwitchButton>
    </SwitchField>
  )
}
