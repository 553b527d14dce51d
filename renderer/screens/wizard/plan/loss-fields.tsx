/** What training makes small: for classes how errors are counted, for numbers how the distance is. */
import { type ClassWeighting, classWeightings, type LossSpec } from '../../../../compute/spec/training.ts'
import { Segments, Select } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { useEditor, usePlanField } from './editor-context.ts'
import { FieldRow } from './field-row.tsx'
import { Part } from './part.tsx'

const usual = {
  classification: { kind: 'cross-entropy', labelSmoothing: 0, classWeights: 'none' },
  regression: { kind: 'mse' },
} as const satisfies Record<'classification' | 'regression', LossSpec>

type RegressionLoss = Exclude<LossSpec, { kind: 'cross-entropy' }>

/** Each loss for numbers as it begins when it is chosen. */
const regressionLosses: { readonly [K in RegressionLoss['kind']]: Extract<LossSpec, { kind: K }> } = {
  mse: { kind: 'mse' },
  mae: { kind: 'mae' },
  huber: { kind: 'huber', delta: 1 },
}

/** A task's usual loss is written as none, so that it doesn't count as a change. */
function asField(loss: LossSpec): LossSpec | null {
  const isUsual = Object.values(usual).some((each) => JSON.stringify(each) === JSON.stringify(loss))
  return isUsual ? null : loss
}

/** See the file's head. */
export function LossRow() {
  const { text } = useWords()
  const { task } = useEditor().state.answers
  const [field, set] = usePlanField('loss')
  const loss = field ?? usual[task]
  const change = (next: LossSpec) => set(asField(next))
  return (
    <FieldRow field="loss" meaning={text(`wizard.lossMeanings.${task}`)}>
      {loss.kind === 'cross-entropy' ? (
        <CrossEntropyParts loss={loss} onChange={change} />
      ) : (
        <RegressionParts loss={loss} onChange={change} />
      )}
    </FieldRow>
  )
}

interface LossPartsProps<Loss extends LossSpec> {
  readonly loss: Loss
  readonly onChange: (loss: LossSpec) => void
}

function CrossEntropyParts({ loss, onChange }: LossPartsProps<Extract<LossSpec, { kind: 'cross-entropy' }>>) {
  const { text } = useWords()
  return (
    <>
      <span className="field-label">{text('wizard.losses.cross-entropy')}</span>
      <div className="plan-subfields">
        <Part
          name="labelSmoothing"
          value={loss.labelSmoothing}
          onChange={(labelSmoothing) => onChange({ ...loss, labelSmoothing })}
          least={0}
          most={0.9}
          decimals={3}
        />
        <Segments<ClassWeighting>
          label={text('wizard.parts.classWeights')}
          value={loss.classWeights}
          onChange={(classWeights) => onChange({ ...loss, classWeights })}
          options={classWeightings.map((value) => ({ value, label: text(`wizard.classWeightings.${value}`) }))}
        />
      </div>
    </>
  )
}

function RegressionParts({ loss, onChange }: LossPartsProps<RegressionLoss>) {
  const { text } = useWords()
  return (
    <>
      <Select<RegressionLoss['kind']>
        label={text('wizard.fields.loss')}
        value={loss.kind}
        onChange={(kind) => onChange(regressionLosses[kind])}
        options={(Object.keys(regressionLosses) as RegressionLoss['kind'][]).map((value) => ({
          value,
          label: text(`wizard.losses.${value}`),
          hint: text(`wizard.lossHints.${value}`),
        }))}
      />
      {loss.kind === 'huber' && (
        <div className="plan-subfields">
          <Part
            name="delta"
            value={loss.delta}
            onChange={(delta) => onChange({ ...loss, delta })}
            least={1e-6}
            most={1e6}
          />
        </div>
      )}
    </>
  )
}
