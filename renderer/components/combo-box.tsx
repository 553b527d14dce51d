/** One of many, found by typing: for lists that may be thousands long, of which only what is in sight is drawn. */
import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Button as AriaButton,
  ComboBox as AriaComboBox,
  Group,
  Input,
  ListBox,
  ListBoxItem,
  ListLayout,
  Popover,
  Virtualizer,
} from 'react-aria-components'
import { useWords } from '../i18n/words.ts'
import './combo-box.css'
import { FieldLabel } from './field.tsx'
import type { Option } from './select.tsx'

export interface ComboBoxProps<Value extends string> {
  readonly label: ReactNode
  readonly options: readonly Option<Value>[]
  readonly value: Value | null
  readonly onChange: (value: Value) => void
}

const itemHeight = 32

/** A field with a list that narrows as one types. */
export function ComboBox<Value extends string>({ label, options, value, onChange }: ComboBoxProps<Value>) {
  const { text } = useWords()
  return (
    <AriaComboBox
      className="field combo-box"
      defaultItems={options}
      value={value}
      onChange={(key) => key !== null && onChange(key as Value)}
      menuTrigger="focus"
      allowsEmptyCollection
    >
      <FieldLabel label={label} labelHidden={false} />
      <Group className="field-group">
        {/* Typing looks for another value instead of adding to this one. */}
        <Input className="field-input" onFocus={(event) => event.currentTarget.select()} />
        <AriaButton className="combo-box-button" aria-label={text('common.showList')}>
          <ChevronDown className="icon" aria-hidden />
        </AriaButton>
      </Group>
      <Popover className="select-popover combo-box-popover" offset={4}>
        <Virtualizer layout={ListLayout} layoutOptions={{ rowSize: itemHeight, padding: 4 }}>
          <ListBox
            className="combo-box-list"
            renderEmptyState={() => <p className="combo-box-empty">{text('common.nothingFound')}</p>}
          >
            {(option: Option<Value>) => (
              <ListBoxItem id={option.value} textValue={option.label} className="select-item combo-box-item">
                <span className="ellipsis">{option.label}</span>
                {option.hint !== undefined && <span className="select-hint">{option.hint}</span>}
              </ListBoxItem>
            )}
          </ListBox>
        </Virtualizer>
      </Popover>
    </AriaComboBox>
  )
}
