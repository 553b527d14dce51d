/** What is learned from and how its rows are divided: columns, split, seed. */
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components'
import type { SplitSpec } from '../../../../compute/spec/training.ts'
import { Checkbox } from '../../../components/toggle.tsx'
import { useWords } from '../../../i18n/words.ts'
import { ColumnPicker } from './column-picker.tsx'
import { useEditor, usePlanField } from './editor-context.ts'
import { FieldRow, NumberRow } from './field-row.tsx'

/** See the file's head. */
export function DataFields() {
  return (
    <>
      <FieldRow field="features">
        <ColumnPicker />
      </FieldRow>
      <SplitRow />
      <NumberRow field="seed" />
    </>
  )
}

/** Each part keeps at least this share of the rows, in per cent. */
const leastShare = 1

/** Shares in whole per cent from the two marks on the scale; each part keeps something. */
export function splitAt(first: number, second: number, stratify: boolean): SplitSpec {
  const trainEnd = Math.min(100 - 2 * leastShare, Math.max(leastShare, first))
  const validationEnd = Math.min(100 - leastShare, Math.max(trainEnd + leastShare, second))
  return {
    train: trainEnd / 100,
    validation: (validationEnd - trainEnd) / 100,
    test: (100 - validationEnd) / 100,
    stratify,
  }
}

/** The split as a scale with two marks: training, validation, test. */
function SplitRow() {
  const { text, format } = useWords()
  const { task } = useEditor().state.answers
  const [split, set] = usePlanField('split')
  const marks = [Math.round(split.train * 100), Math.round((split.train + split.validation) * 100)]
  return (
    <FieldRow field="split">
      <span className="field-label">{text('wizard.fields.split')}</span>
      <Slider
        className="split"
        aria-label={text('wizard.fields.split')}
        value={marks}
        minValue={0}
        maxValue={100}
        onChange={([first = 0, second = 0]) => set(splitAt(first, second, split.stratify))}
      >
        <SliderTrack className="split-track">
          <span className="split-train" style={{ width: `${marks[0] ?? 0}%` }} />
          <SliderThumb index={0} className="split-thumb" aria-label={text('wizard.parts.trainEnd')} />
          <SliderThumb index={1} className="split-thumb" aria-label={text('wizard.parts.validationEnd')} />
        </SliderTrack>
      </Slider>
      <ul className="split-shares">
        {(['train', 'validation', 'test'] as const).map((part) => (
          <li key={part}>
            {text(`wizard.splitParts.${part}`)} {format.percent(split[part], 0)}
          </li>
        ))}
      </ul>
      {task === 'classification' && (
        <Checkbox isSelected={split.stratify} onChange={(stratify) => set({ ...split, stratify })}>
          {text('wizard.parts.stratify')}
        </Checkbox>
      )}
    </FieldRow>
  )
}
