/** The fields of a Transformer: widths, heads, positions, and how its layers are put together. */
import { encoderActivations, positionKinds } from '../../../../compute/spec/sequence-model.ts'
import { Segments } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { ActivationChoice } from './activation-choice.tsx'
import { useModel } from './editor-context.ts'
import { FieldRow, NumberRow } from './field-row.tsx'
import { PoolingRow, SizeRow, TextLength } from './sequence-fields.tsx'
import { TextAugmentationRow } from './text-augmentation-row.tsx'

/** See the file's head. */
export function TransformerFields() {
  const { text } = useWords()
  const { model, set } = useModel('transformer')
  const readsWords = model.tokens !== null
  return (
    <>
      <TextLength />
      {!readsWords && <ChoiceRow field="projectsInput" />}
      {(readsWords || model.projectsInput) && (
        <SizeRow field="width" value={model.width} onChange={(width) => set('width', width)} />
      )}
      <SizeRow field="heads" value={model.heads} onChange={(heads) => set('heads', heads)} />
      <SizeRow field="layers" value={model.layers} onChange={(layers) => set('layers', layers)} />
      <SizeRow field="feedForward" value={model.feedForward} onChange={(width) => set('feedForward', width)} />
      <FieldRow field="activation">
        <ActivationChoice
          activation={model.activation}
          options={encoderActivations}
          onChange={(activation) => set('activation', activation)}
        />
      </FieldRow>
      <ChoiceRow field="normalizeFirst" />
      <FieldRow field="positions">
        <Segments
          label={text('wizard.fields.positions')}
          value={model.positions}
          onChange={(positions) => set('positions', positions)}
          options={positionKinds.map((value) => ({ value, label: text(`runs.values.positions.${value}`) }))}
        />
      </FieldRow>
      <ChoiceRow field="causal" />
      <PoolingRow />
      <NumberRow field="dropout" />
      {readsWords && <TextAugmentationRow />}
    </>
  )
}

/** One of two ways, in words. */
function ChoiceRow({ field }: { readonly field: 'projectsInput' | 'normalizeFirst' | 'causal' }) {
  const { text } = useWords()
  const { model, set } = useModel('transformer')
  return (
    <FieldRow field={field}>
      <Segments
        label={text(`wizard.fields.${field}`)}
        value={model[field] ? 'yes' : 'no'}
        onChange={(choice) => set(field, choice === 'yes')}
        options={(['no', 'yes'] as const).map((value) => ({
          value,
          label: text(`wizard.choicesOf.${field}.${value}`),
        }))}
      />
    </FieldRow>
  )
}
