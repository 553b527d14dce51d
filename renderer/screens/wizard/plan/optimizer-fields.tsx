/** The optimiser: which, and its own values. */
import type { OptimizerKind, OptimizerSpec } from '../../../../compute/spec/training.ts'
import { Select } from '../../../components/select.tsx'
import { Switch } from '../../../components/toggle.tsx'
import { useWords } from '../../../i18n/words.ts'
import { usePlanField } from './editor-context.ts'
import { FieldRow } from './field-row.tsx'
import { Part } from './part.tsx'

/** Each optimiser as PyTorch has it by default (Lion as its paper does), momentum as it is usually set. */
const optimizers = {
  sgd: { kind: 'sgd' },
  momentum: { kind: 'momentum', momentum: 0.9, nesterov: false },
  adam: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  adamw: { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  rmsprop: { kind: 'rmsprop', decay: 0.99, epsilon: 1e-8, momentum: 0, centered: false },
  adagrad: { kind: 'adagrad', epsilon: 1e-10, learningRateDecay: 0 },
  lion: { kind: 'lion', beta1: 0.9, beta2: 0.99 },
} as const satisfies Record<OptimizerKind, OptimizerSpec>

/** The optimiser's row. */
export function OptimizerRow() {
  const { text } = useWords()
  const [optimizer, set] = usePlanField('optimizer')
  return (
    <FieldRow field="optimizer">
      <OptimizerChoice label={text('wizard.fields.optimizer')} optimizer={optimizer} onChange={set} />
    </FieldRow>
  )
}

/** An optimiser among all, and its own values. */
export function OptimizerChoice({ label, optimizer, onChange }: OptimizerPartsProps & { readonly label: string }) {
  const { text } = useWords()
  return (
    <>
      <Select<OptimizerKind>
        label={label}
        value={optimizer.kind}
        onChange={(kind) => onChange(optimizers[kind])}
        options={(Object.keys(optimizers) as OptimizerKind[]).map((value) => ({
          value,
          label: text(`wizard.optimizers.${value}`),
          hint: text(`wizard.optimizerHints.${value}`),
        }))}
      />
      {optimizer.kind !== 'sgd' && (
        <div className="plan-subfields">
          <OptimizerParts optimizer={optimizer} onChange={onChange} />
        </div>
      )}
    </>
  )
}

interface OptimizerPartsProps {
  readonly optimizer: OptimizerSpec
  readonly onChange: (optimizer: OptimizerSpec) => void
}

function OptimizerParts({ optimizer, onChange }: OptimizerPartsProps) {
  const { text } = useWords()
  switch (optimizer.kind) {
    case 'sgd':
      return null
    case 'momentum':
      return (
        <>
          <MomentumPart optimizer={optimizer} onChange={onChange} />
          <Switch isSelected={optimizer.nesterov} onChange={(nesterov) => onChange({ ...optimizer, nesterov })}>
            {text('wizard.parts.nesterov')}
          </Switch>
        </>
      )
    case 'adam':
    case 'adamw':
      return (
        <>
          <BetaParts optimizer={optimizer} onChange={onChange} />
          <EpsilonPart optimizer={optimizer} onChange={onChange} />
        </>
      )
    case 'rmsprop':
      return (
        <>
          <Part
            name="decay"
            value={optimizer.decay}
            onChange={(decay) => onChange({ ...optimizer, decay })}
            least={0}
            most={0.99999}
          />
          <MomentumPart optimizer={optimizer} onChange={onChange} />
          <EpsilonPart optimizer={optimizer} onChange={onChange} />
          <Switch isSelected={optimizer.centered} onChange={(centered) => onChange({ ...optimizer, centered })}>
            {text('wizard.parts.centered')}
          </Switch>
        </>
      )
    case 'adagrad':
      return (
        <>
          <Part
            name="learningRateDecay"
            value={optimizer.learningRateDecay}
            onChange={(learningRateDecay) => onChange({ ...optimizer, learningRateDecay })}
            least={0}
            most={10}
          />
          <EpsilonPart optimizer={optimizer} onChange={onChange} />
        </>
      )
    case 'lion':
      return <BetaParts optimizer={optimizer} onChange={onChange} />
  }
}

/** An optimiser that has a certain value among its own. */
interface OwnValueProps<Key extends string> {
  readonly optimizer: Extract<OptimizerSpec, Record<Key, number>>
  readonly onChange: (optimizer: OptimizerSpec) => void
}

function MomentumPart({ optimizer, onChange }: OwnValueProps<'momentum'>) {
  return (
    <Part
      name="momentum"
      value={optimizer.momentum}
      onChange={(momentum) => onChange({ ...optimizer, momentum })}
      least={0}
      most={0.9999}
    />
  )
}

function EpsilonPart({ optimizer, onChange }: OwnValueProps<'epsilon'>) {
  return (
    <Part
      name="epsilon"
      value={optimizer.epsilon}
      onChange={(epsilon) => onChange({ ...optimizer, epsilon })}
      least={1e-15}
      most={1}
      decimals={15}
    />
  )
}

function BetaParts({ optimizer, onChange }: OwnValueProps<'beta1' | 'beta2'>) {
  return (
    <>
      <Part
        name="beta1"
        value={optimizer.beta1}
        onChange={(beta1) => onChange({ ...optimizer, beta1 })}
        least={0}
        most={0.9999}
      />
      <Part
        name="beta2"
        value={optimizer.beta2}
        onChange={(beta2) => onChange({ ...optimizer, beta2 })}
        least={0}
        most={0.99999}
      />
    </>
  )
}
