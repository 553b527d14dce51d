/** The model's own fields, an editor for each family that a table can be learned by. */
import { Plus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { activations, normalizations, type OfferedModelSpec } from '../../../../compute/spec/model.ts'
import { Button, IconButton } from '../../../components/button.tsx'
import { NumberField } from '../../../components/field.tsx'
import { Segments, Select } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { BertFields } from './bert-fields.tsx'
import { CnnFields } from './cnn-fields.tsx'
import { useEditor, usePlanField } from './editor-context.ts'
import { FieldRow, NumberRow } from './field-row.tsx'

const editors = {
  mlp: () => <MlpFields />,
  cnn: () => <CnnFields />,
  bert: () => <BertFields />,
} as const satisfies Record<OfferedModelSpec['family'], () => ReactNode>

/** The fields of the plan's model. */
export function ModelFields() {
  return editors[useEditor().state.plan.model.family]()
}

function MlpFields() {
  const { text } = useWords()
  const [activation, setActivation] = usePlanField('activation')
  const [normalization, setNormalization] = usePlanField('normalization')
  return (
    <>
      <HiddenLayers />
      <FieldRow field="activation">
        <Select
          label={text('wizard.fields.activation')}
          value={activation}
          onChange={setActivation}
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
          value={normalization}
          onChange={setNormalization}
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
  const [hidden, setHidden] = usePlanField('hidden')
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
