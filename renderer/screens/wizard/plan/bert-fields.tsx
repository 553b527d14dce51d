/** The fields of a pretrained model: how much of a text it reads, what is made of that, and which layers learn. */
import { bertPoolings } from '../../../../compute/spec/bert-model.ts'
import { frozenLayers, frozenLayerCount } from '../../../../compute/spec/frozen-layers.ts'
import { NumberField } from '../../../components/field.tsx'
import { Segments } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { useModel, usePlanField } from './editor-context.ts'
import { FieldRow, NumberRow } from './field-row.tsx'

/** See the file's head. */
export function BertFields() {
  const { text } = useWords()
  const { model, set } = useModel('bert')
  const [frozen, setFrozen] = usePlanField('frozen')
  return (
    <>
      <FieldRow field="tokens">
        <NumberField
          label={text('wizard.fields.tokens')}
          stepper
          step={8}
          minValue={8}
          maxValue={model.positions}
          value={model.tokens.length}
          onChange={(length) => Number.isFinite(length) && set('tokens', { ...model.tokens, length })}
        />
      </FieldRow>
      <FieldRow field="frozen">
        <NumberField
          label={text('wizard.fields.frozen')}
          stepper
          minValue={0}
          maxValue={model.layers}
          value={frozenLayerCount(frozen)}
          onChange={(count) => Number.isFinite(count) && setFrozen(frozenLayers(count))}
        />
      </FieldRow>
      {/* Only what is said of a whole text is made of all its tokens. */}
      {model.head === 'text' && (
        <FieldRow field="pooling">
          <Segments
            label={text('wizard.fields.pooling')}
            value={model.pooling}
            onChange={(pooling) => set('pooling', pooling)}
            options={bertPoolings.map((value) => ({ value, label: text(`wizard.poolings.${value}`) }))}
          />
        </FieldRow>
      )}
      <NumberRow field="dropout" />
    </>
  )
}
