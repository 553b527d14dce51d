/** One field of the form to try the model: a number with a slider over the data's range, or a category that also takes new values. */
import { ChevronDown } from 'lucide-react'
import {
  Button as AriaButton,
  ComboBox,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Slider,
  SliderThumb,
  SliderTrack,
} from 'react-aria-components'
import type { FormField } from '../../../main/ipc/contract/records.ts'
import { TextField } from '../../components/field.tsx'
import { useWords } from '../../i18n/words.ts'
import { TryPicture, TryRecording } from './try-file.tsx'
import { cellOf, type FieldRemark, remarkOf, sliderStep, textOf } from './try-fields.ts'

export interface TryFieldProps {
  readonly field: FormField
  readonly value: string
  readonly onChange: (value: string) => void
}

export function TryField({ field, value, onChange }: TryFieldProps) {
  const { text } = useWords()
  const remark = remarkOf(field, value)
  const isText = field.kind === 'text' || field.kind === 'words' || field.kind === 'tokens'
  const isFile = field.kind === 'image' || field.kind === 'audio'
  return (
    <div className={isText || field.kind === 'audio' ? 'try-field try-field-wide' : 'try-field'}>
      {field.kind === 'image' ? (
        <TryPicture label={field.column} value={value} onChange={onChange} />
      ) : field.kind === 'audio' ? (
        <TryRecording label={field.column} value={value} onChange={onChange} />
      ) : field.kind === 'category' ? (
        <CategoryField field={field} value={value} onChange={onChange} />
      ) : (
        <TextField
          label={field.column}
          value={value}
          onChange={onChange}
          placeholder={text('common.missing')}
          {...(isText ? { lines: 5 } : {})}
          error={remark === 'not-a-number' ? text('result.remarks.not-a-number') : null}
        />
      )}
      {field.kind === 'number' && field.min !== null && field.max !== null && field.max > field.min && (
        <RangeSlider field={field} min={field.min} max={field.max} value={value} onChange={onChange} />
      )}
      {!isFile && <Remark field={field} remark={remark} />}
    </div>
  )
}

/** What there is to say about the value; for numbers otherwise the range of the data. */
function Remark({ field, remark }: { readonly field: FormField; readonly remark: FieldRemark }) {
  const { text, format } = useWords()
  if (remark === 'not-a-number') return null
  const { min, max } = field
  const range = min === null || max === null ? {} : { min: format.number(min), max: format.number(max) }
  if (remark !== null) {
    return (
      <p className={remark === 'missing' ? 'try-remark' : 'try-remark try-remark-attention'}>
        {text(`result.remarks.${remark}`, range)}
      </p>
    )
  }
  return 'min' in range ? <p className="try-remark">{text('result.range', range)}</p> : null
}

interface RangeSliderProps extends TryFieldProps {
  readonly min: number
  readonly max: number
}

function RangeSlider({ field, min, max, value, onChange }: RangeSliderProps) {
  const { text } = useWords()
  const cell = cellOf(field, value)
  const current = typeof cell === 'number' ? cell : field.usual
  const step = sliderStep(min, max)
  return (
    <Slider
      className="try-slider"
      aria-label={text('result.sliderOf', { column: field.column })}
      minValue={min}
      maxValue={max}
      step={step}
      value={typeof current === 'number' ? Math.min(max, Math.max(min, current)) : min}
      onChange={(next) => onChange(textOf(Number(next.toFixed(decimalsOf(step)))))}
    >
      <SliderTrack className="smoothing-track try-track">
        <SliderThumb className={typeof cell === 'number' ? 'smoothing-thumb' : 'smoothing-thumb try-thumb-missing'} />
      </SliderTrack>
    </Slider>
  )
}

function decimalsOf(step: number): number {
  return Math.max(0, -Math.floor(Math.log10(step)))
}

function CategoryField({ field, value, onChange }: TryFieldProps) {
  const { text } = useWords()
  return (
    <ComboBox
      className="field"
      allowsCustomValue
      menuTrigger="manual"
      inputValue={value}
      onInputChange={onChange}
      // The list shows all values: what is typed is a value of its own, not a search.
      defaultFilter={() => true}
      defaultItems={field.values.map((name) => ({ name }))}
    >
      <Label className="field-label">{field.column}</Label>
      <div className="try-combo">
        <Input className="field-input" placeholder={text('common.missing')} />
        <AriaButton className="try-combo-button">
          <ChevronDown className="icon" aria-hidden />
        </AriaButton>
      </div>
      <Popover className="select-popover" offset={4}>
        <ListBox className="select-list">
          {(item: { name: string }) => (
            <ListBoxItem id={item.name} textValue={item.name} className="select-item">
              {item.name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
