/** The model's own fields, an editor for each family. */
import type { ReactNode } from 'react'
import { type ModelFamily, normalizations } from '../../../../compute/spec/model.ts'
import { NumberField } from '../../../components/field.tsx'
import { Segments } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { ActivationChoice } from './activation-choice.tsx'
import { BertFields } from './bert-fields.tsx'
import { CategoriesRow } from './categories-row.tsx'
import { CnnFields } from './cnn-fields.tsx'
import { useEditor, useModel } from './editor-context.ts'
import { FieldRow, NumberRow } from './field-row.tsx'
import { SeriesAugmentationRow } from './series-augmentation-row.tsx'
import { RecurrentFields } from './sequence-fields.tsx'
import { StructureRow } from './structure-row.tsx'
import { TransformerFields } from './transformer-fields.tsx'
import { WidthList } from './width-list.tsx'

const editors = {
  mlp: () => <MlpFields />,
  cnn: () => <CnnFields />,
  fusion: () => <FusionFields />,
  bert: () => <BertFields />,
  rnn: () => <RecurrentFields />,
  lstm: () => <RecurrentFields />,
  transformer: () => <TransformerFields />,
} as const satisfies Record<ModelFamily, () => ReactNode>

/** How the plan's model is put together, and its fields. */
export function ModelFields() {
  const { model, window } = useEditor().state.plan
  return (
    <>
      <StructureRow />
      {editors[model.family]()}
      {window !== undefined && <SeriesAugmentationRow />}
    </>
  )
}

function MlpFields() {
  const { text } = useWords()
  const { model, set } = useModel('mlp')
  return (
    <>
      <DenseLayers field="hidden" />
      <ActivationRow />
      <FieldRow field="normalization">
        <Segments
          label={text('wizard.fields.normalization')}
          value={model.normalization}
          onChange={(normalization) => set('normalization', normalization)}
          options={normalizations.map((value) => ({ value, label: text(`runs.values.normalization.${value}`) }))}
        />
      </FieldRow>
      <NumberRow field="dropout" />
      <CategoriesRow />
    </>
  )
}

/** The picture's part, the part of the other columns, and what joins them. */
function FusionFields() {
  const { text } = useWords()
  const { model, set } = useModel('fusion')
  return (
    <>
      <CnnFields />
      <FieldRow field="vector">
        <NumberField
          label={text('wizard.fields.vector')}
          stepper
          minValue={1}
          maxValue={widest}
          formatOptions={{ useGrouping: false }}
          value={model.vector}
          onChange={(vector) => Number.isFinite(vector) && set('vector', vector)}
        />
      </FieldRow>
      <DenseLayers
        field="hidden"
        label={text('wizard.fields.columnLayers')}
        meaning={text('wizard.meanings.columnLayers')}
      />
      <DenseLayers field="joint" />
      <ActivationRow />
      <NumberRow field="dropout" />
    </>
  )
}

function ActivationRow() {
  const { model, set } = useModel('mlp', 'fusion')
  return (
    <FieldRow field="activation">
      <ActivationChoice activation={model.activation} onChange={(activation) => set('activation', activation)} />
    </FieldRow>
  )
}

const mostLayers = 12
const widest = 8192
const firstWidth = 32

interface DenseLayersProps {
  readonly field: 'hidden' | 'joint'
  readonly label?: string
  readonly meaning?: string
}

/** A width for each of some dense layers; layers are added at the end. */
function DenseLayers({ field, label, ...row }: DenseLayersProps) {
  const { text } = useWords()
  const { model, set } = useModel('mlp', 'fusion')
  const hidden = field === 'joint' && model.family === 'fusion' ? model.joint : model.hidden
  const setHidden = (widths: number[]) => set(field, widths)
  return (
    <FieldRow field={field} {...row}>
      <span className="field-label">{label ?? text(`wizard.fields.${field}`)}</span>
      <WidthList
        widths={hidden}
        limits={{ layers: mostLayers, width: widest }}
        words={{
          width: (number) => text('wizard.layer', { number }),
          remove: (number) => text('wizard.removeLayer', { number }),
          add: text('wizard.addLayer'),
          none: text('wizard.noLayers'),
        }}
        next={hidden.at(-1) ?? firstWidth}
        onChange={setHidden}
      />
    </FieldRow>
  )
}
