/** The model's own fields, an editor for each family. */
import { Plus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { activations, type ModelFamily, normalizations } from '../../../../compute/spec/model.ts'
import { Button, IconButton } from '../../../components/button.tsx'
import { NumberField } from '../../../components/field.tsx'
import { Segments, Select } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { BertFields } from './bert-fields.tsx'
import { CnnFields } from './cnn-fields.tsx'
import { useEditor, useModel } from './editor-context.ts'
import { FieldRow, NumberRow } from './field-row.tsx'
import { RecurrentFields, TransformerFields } from './sequence-fields.tsx'

const editors = {
  mlp: () => <MlpFields />,
  cnn: () => <CnnFields />,
  bert: () => <BertFields />,
  rnn: () => <RecurrentFields />,
  lstm: () => <RecurrentFields />,
  transformer: () => <TransformerFields />,
} as const satisfies Record<ModelFamily, () => ReactNode>

/** The fields of the plan's model. */
export function ModelFields() {
  return editors[useEditor().state.plan.model.family]()
}

function MlpFields() {
  const { text } = useWords()
  const { model, set } = useModel('mlp')
  return (
    <>
      <HiddenLayers />
      <FieldRow field="activation">
        <Select
          label={text('wizard.fields.activation')}
          value={model.activation}
          onChange={(activation) => set('activation', activation)}
          options={activations.map((value) => ({
            value,
            label: text(`runs.values.activation.${value}`),
            hint: text(`wizard.activationHints.${value}`),
          }))}
        />
      </FieldRow>
      <FieldRow field="normalization">
        <Segments
          label={text('wizard.fields.normalization')}
          value={model.normalization}
          onChange={(normalization) => set('normalization', normalization)}
          options={normalizations.map((value) => ({ value, label: text(`runs.values.normalization.${value}`) }))}
        />
      </FieldRow>
      <NumberRow field="dropout" />
    </>
  )
}

const mostLayers = 12
const widest = 8192
const firstWidth = 32

/** A width for each hidden layer; layers are added at the end. */
function HiddenLayers() {
  const { text } = useWords()
  const {
    model: { hidden },
    set,
  } = useModel('mlp')
  const setHidden = (widths: number[]) => set('hidden', widths)
  return (
    <FieldRow field="hidden">
      <span className="field-label">{text('wizard.fields.hidden')}</span>
      <ol className="layers">
        {hidden.map((width, index) => (
          // Layers have no identity but their place.
          <li key={index} className="layer">
            <NumberField
              label={text('wizard.layer', { number: index + 1 })}
              labelHidden
              stepper
              minValue={1}
              maxValue={widest}
              formatOptions={{ useGrouping: false }}
              value={width}
              onChange={(next) => Number.isFinite(next) && setHidden(hidden.with(index, next))}
            />
            <IconButton
              icon={X}
              size="small"
              label={text('wizard.removeLayer', { number: index + 1 })}
              onPress={() => setHidden(hidden.toSpliced(index, 1))}
            />
          </li>
        ))}
      </ol>
      {hidden.length === 0 && <p className="caption muted">{text('wizard.noLayers')}</p>}
      <div>
        <Button
          size="small"
          icon={Plus}
          isDisabled={hidden.length >= mostLayers}
          onPress={() => setHidden([...hidden, hidden.at(-1) ?? firstWidth])}
        >
          {text('wizard.addLayer')}
        </Button>
      </div>
    </FieldRow>
  )
}
