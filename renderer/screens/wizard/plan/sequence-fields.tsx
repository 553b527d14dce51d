/** The fields of networks that read in order, step by step, and those that the Transformer shares with them. */
import { NumberField } from '../../../components/field.tsx'
import { Segments } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { useModel } from './editor-context.ts'
import { FieldRow, NumberRow } from './field-row.tsx'
import { TextAugmentationRow } from './text-augmentation-row.tsx'

/** Sizes that are whole numbers, with their limits on the screen and the step of their buttons. */
const sizes = {
  embedding: { most: 1024, step: 8 },
  hidden: { most: 1024, step: 8 },
  width: { most: 1024, step: 8 },
  layers: { most: 24, step: 1 },
  heads: { most: 64, step: 1 },
  feedForward: { most: 8192, step: 32 },
} as const
type Size = keyof typeof sizes

interface SizeRowProps {
  readonly field: Size
  readonly meaning?: string
  readonly value: number
  readonly onChange: (value: number) => void
}

export function SizeRow({ field, value, onChange, ...meaning }: SizeRowProps) {
  const { text } = useWords()
  const { most, step } = sizes[field]
  return (
    <FieldRow field={field} {...meaning}>
      <NumberField
        label={text(`wizard.sequence.${field}`)}
        stepper
        step={step}
        minValue={step}
        maxValue={most}
        formatOptions={{ useGrouping: false }}
        value={value}
        onChange={(next) => Number.isFinite(next) && onChange(next)}
      />
    </FieldRow>
  )
}

/** Words of a text that such a model reads at most. */
const mostWords = 1024

/** How much of a text is read, where texts are. */
export function TextLength() {
  const { text } = useWords()
  const { model, set } = useModel('rnn', 'lstm', 'transformer')
  const { tokens } = model
  if (tokens === null) return null
  return (
    <FieldRow field="tokens" meaning={text('wizard.sequence.wordsMeaning')}>
      <NumberField
        label={text('wizard.sequence.words')}
        stepper
        step={8}
        minValue={8}
        maxValue={mostWords}
        value={tokens.length}
        onChange={(length) => Number.isFinite(length) && set('tokens', { ...tokens, length })}
      />
    </FieldRow>
  )
}

/** What of the steps the last layer sees. */
export function PoolingRow() {
  const { text } = useWords()
  const { model, set } = useModel('rnn', 'lstm', 'transformer')
  // Where each word is labelled there is nothing to choose.
  if (model.pooling === 'none') return null
  return (
    <FieldRow field="pooling" meaning={text('wizard.sequence.poolingMeaning')}>
      <Segments
        label={text('wizard.fields.pooling')}
        value={model.pooling}
        onChange={(pooling) => set('pooling', pooling)}
        options={(['mean', 'last'] as const).map((value) => ({ value, label: text(`runs.values.pooling.${value}`) }))}
      />
    </FieldRow>
  )
}

/** Cells, widths and directions. */
export function RecurrentFields() {
  const { text } = useWords()
  const { model, set } = useModel('rnn', 'lstm')
  return (
    <>
      <TextLength />
      {model.family === 'lstm' && <CellRow />}
      {model.tokens !== null && (
        <SizeRow field="embedding" value={model.embedding} onChange={(width) => set('embedding', width)} />
      )}
      <SizeRow
        field="hidden"
        meaning={text('wizard.sequence.hiddenMeaning')}
        value={model.hidden}
        onChange={(width) => set('hidden', width)}
      />
      <SizeRow field="layers" value={model.layers} onChange={(layers) => set('layers', layers)} />
      <FieldRow field="bidirectional">
        <Segments
          label={text('wizard.fields.bidirectional')}
          value={model.bidirectional ? 'both' : 'forward'}
          onChange={(directions) => set('bidirectional', directions === 'both')}
          options={(['forward', 'both'] as const).map((value) => ({
            value,
            label: text(`wizard.sequence.directions.${value}`),
          }))}
        />
      </FieldRow>
      <PoolingRow />
      <NumberRow field="dropout" />
      {model.tokens !== null && <TextAugmentationRow />}
    </>
  )
}

function CellRow() {
  const { text } = useWords()
  const { model, set } = useModel('lstm')
  return (
    <FieldRow field="cell">
      <Segments
        label={text('wizard.fields.cell')}
        value={model.cell}
        onChange={(cell) => set('cell', cell)}
        options={(['gru', 'lstm'] as const).map((value) => ({ value, label: text(`wizard.cells.${value}`) }))}
      />
    </FieldRow>
  )
}
