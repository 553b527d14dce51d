/** Fields to type in: text, search, and numbers in the chosen language's notation. */
import { Minus, Plus, Search, X } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Button as AriaButton,
  FieldError,
  Group,
  Input,
  Label,
  NumberField as AriaNumberField,
  type NumberFieldProps as AriaNumberFieldProps,
  SearchField as AriaSearchField,
  type SearchFieldProps as AriaSearchFieldProps,
  Text,
  TextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components'
import { useWords } from '../i18n/words.ts'
import './field.css'

interface Described {
  readonly label: ReactNode
  /** Hides the label from sight where the place says it already. */
  readonly labelHidden?: boolean
  readonly hint?: ReactNode
  /** What is wrong with the value; shown in place of the hint. */
  readonly error?: string | null | undefined
}

const shown = (placeholder: string | undefined) => (placeholder === undefined ? {} : { placeholder })

/** The label above a field; also used by selects. */
export function FieldLabel({ label, labelHidden }: Pick<Described, 'label' | 'labelHidden'>) {
  return <Label className={labelHidden ? 'visually-hidden' : 'field-label'}>{label}</Label>
}

/** The line under a field: what is wrong, or else the hint. */
export function FieldNote({ hint, error }: Pick<Described, 'hint' | 'error'>) {
  return (
    <>
      {hint !== undefined && !error && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </>
  )
}

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'children' | 'isInvalid'>, Described {
  readonly placeholder?: string
  /** More than one line, as many as given. */
  readonly lines?: number
}

/** A text of one line or more. */
export function TextField({ label, labelHidden = false, hint, error, placeholder, lines, ...rest }: TextFieldProps) {
  return (
    <AriaTextField {...rest} isInvalid={Boolean(error)} className="field">
      <FieldLabel label={label} labelHidden={labelHidden} />
      {lines === undefined ? (
        <Input className="field-input" {...shown(placeholder)} />
      ) : (
        <TextArea className="field-input field-area" rows={lines} {...shown(placeholder)} />
      )}
      <FieldNote hint={hint} error={error} />
    </AriaTextField>
  )
}

export interface NumberFieldProps
  extends Omit<AriaNumberFieldProps, 'className' | 'children' | 'isInvalid'>, Described {
  readonly placeholder?: string
  /** A word or sign behind the number: "epochs", "MB". */
  readonly unit?: string
  /** Shows buttons for one step less and more. */
  readonly stepper?: boolean
}

/** A number. An emptied field gives NaN. */
export function NumberField(props: NumberFieldProps) {
  const { label, labelHidden = false, hint, error, placeholder, unit, stepper = false, ...rest } = props
  const { text } = useWords()
  return (
    <AriaNumberField {...rest} isInvalid={Boolean(error)} className="field">
      <FieldLabel label={label} labelHidden={labelHidden} />
      <Group className="field-group">
        <Input className="field-input field-number" {...shown(placeholder)} />
        {unit !== undefined && <span className="field-unit">{unit}</span>}
        {stepper && (
          <>
            <AriaButton slot="decrement" className="field-step" aria-label={text('common.less')}>
              <Minus className="icon" aria-hidden />
            </AriaButton>
            <AriaButton slot="increment" className="field-step" aria-label={text('common.more')}>
              <Plus className="icon" aria-hidden />
            </AriaButton>
          </>
        )}
      </Group>
      <FieldNote hint={hint} error={error} />
    </AriaNumberField>
  )
}

export interface SearchFieldProps extends Omit<AriaSearchFieldProps, 'className' | 'children'> {
  readonly label: string
  readonly placeholder?: string
}

/** A field to search in what is on the page; Escape empties it. */
export function SearchField({ label, placeholder, ...rest }: SearchFieldProps) {
  const { text } = useWords()
  return (
    <AriaSearchField {...rest} aria-label={label} className="field field-search">
      <Search className="icon field-search-icon" aria-hidden />
      <Input className="field-input" placeholder={placeholder ?? label} />
      <AriaButton className="field-clear" aria-label={text('common.clear')}>
        <X className="icon" aria-hidden />
      </AriaButton>
    </AriaSearchField>
  )
}
