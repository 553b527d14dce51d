/** One of several: a select where there are many or little room, radio rows where each needs a word, segments for two or three. */
import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Button as AriaButton,
  type Key,
  ListBox,
  ListBoxItem,
  Popover,
  RadioButton,
  RadioField,
  RadioGroup,
  Select as AriaSelect,
  SelectValue,
  Text,
} from 'react-aria-components'
import { FieldLabel, FieldNote } from './field.tsx'
import './select.css'

export interface Option<Value extends string> {
  readonly value: Value
  readonly label: string
  /** A line under the label that says what choosing it means. */
  readonly hint?: string
  readonly disabled?: boolean
}

interface ChoiceProps<Value extends string> {
  readonly label: ReactNode
  readonly labelHidden?: boolean
  readonly options: readonly Option<Value>[]
  readonly value: Value | null
  readonly onChange: (value: Value) => void
  readonly disabled?: boolean
}

export interface SelectProps<Value extends string> extends ChoiceProps<Value> {
  readonly hint?: ReactNode
  readonly placeholder?: string
  readonly size?: 'normal' | 'small'
}

/** A drop-down list. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, labelHidden = false, options, value, onChange, disabled = false, hint, placeholder, size } = props
  const named = typeof label === 'string' && labelHidden ? { 'aria-label': label } : {}
  return (
    <AriaSelect
      {...named}
      className={`field select select-${size ?? 'normal'}`}
      value={value}
      onChange={(key: Key | null) => key !== null && onChange(key as Value)}
      isDisabled={disabled}
      {...(placeholder === undefined ? {} : { placeholder })}
    >
      {!labelHidden && <FieldLabel label={label} />}
      <AriaButton className="select-button">
        <SelectValue className="select-value" />
        <ChevronDown className="icon select-arrow" aria-hidden />
      </AriaButton>
      <FieldNote hint={hint} />
      <Popover className="select-popover" offset={4}>
        <ListBox className="select-list" items={options}>
          {(option) => (
            <ListBoxItem
              id={option.value}
              textValue={option.label}
              className="select-item"
              isDisabled={option.disabled ?? false}
            >
              <Text slot="label">{option.label}</Text>
              {option.hint !== undefined && (
                <Text slot="description" className="select-hint">
                  {option.hint}
                </Text>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}

/** Two to four short alternatives side by side. */
export function Segments<Value extends string>(props: ChoiceProps<Value>) {
  const { label, labelHidden = false, options, value, onChange, disabled = false } = props
  return (
    <RadioGroup
      className="field"
      value={value}
      onChange={(next) => onChange(next as Value)}
      orientation="horizontal"
      isDisabled={disabled}
    >
      <FieldLabel label={label} labelHidden={labelHidden} />
      <div className="segments">
        {options.map((option) => (
          <RadioField
            key={option.value}
            value={option.value}
            className="segment-field"
            isDisabled={option.disabled ?? false}
          >
            <RadioButton className="segment">{option.label}</RadioButton>
          </RadioField>
        ))}
      </div>
    </RadioGroup>
  )
}

/** Alternatives below each other, each with a line on what it means. */
export function RadioRows<Value extends string>(props: ChoiceProps<Value>) {
  const { label, labelHidden = false, options, value, onChange, disabled = false } = props
  return (
    <RadioGroup className="field" value={value} onChange={(next) => onChange(next as Value)} isDisabled={disabled}>
      <FieldLabel label={label} labelHidden={labelHidden} />
      <div className="radio-rows">
        {options.map((option) => (
          <RadioField
            key={option.value}
            value={option.value}
            className="radio-row-field"
            isDisabled={option.disabled ?? false}
          >
            <RadioButton className="radio-row">
              <span className="radio-dot" />
              <span>
                <span className="radio-label">{option.label}</span>
                {option.hint !== undefined && <span className="radio-hint">{option.hint}</span>}
              </span>
            </RadioButton>
          </RadioField>
        ))}
      </div>
    </RadioGroup>
  )
}
