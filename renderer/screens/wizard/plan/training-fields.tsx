/** How the model is trained: duration, batches, optimiser, learning rate and what keeps it in check. */
import type { OptimizerKind, OptimizerSpec, ScheduleKind, ScheduleSpec } from '../../../../compute/spec/training.ts'
import { NumberField } from '../../../components/field.tsx'
import { Segments, Select } from '../../../components/select.tsx'
import { Switch } from '../../../components/toggle.tsx'
import { useWords } from '../../../i18n/words.ts'
import { useEditor, usePlanField } from './editor-context.ts'
import { FieldRow, NumberRow } from './field-row.tsx'

/** Each optimiser as PyTorch has it by default, momentum as it is usually set. */
const optimizers = {
  sgd: { kind: 'sgd' },
  momentum: { kind: 'momentum', momentum: 0.9, nesterov: false },
  adam: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  adamw: { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
} as const satisfies Record<OptimizerKind, OptimizerSpec>

/** Each schedule as it begins when it is chosen. */
function schedules(epochs: number): Record<ScheduleKind, ScheduleSpec> {
  return {
    constant: { kind: 'constant', warmupEpochs: 0 },
    step: { kind: 'step', warmupEpochs: 0, everyEpochs: Math.max(1, Math.round(epochs / 3)), factor: 0.1 },
    cosine: { kind: 'cosine', warmupEpochs: 0, floor: 0.01 },
  }
}

/** The fields of a training. */
export function TrainingFields() {
  return (
    <>
      <NumberRow field="epochs" />
      <EarlyStoppingRow />
      <NumberRow field="batchSize" />
      <OptimizerRow />
      <NumberRow field="learningRate" />
      <ScheduleRow />
      <NumberRow field="weightDecay" />
      <GradientClipRow />
      <NumberRow field="threads" />
    </>
  )
}

interface PartProps {
  readonly name: string
  readonly value: number
  readonly onChange: (value: number) => void
  readonly least: number
  readonly most: number
  readonly decimals?: number
}

/** A number that belongs to a field: an optimiser's or a schedule's own. */
function Part({ name, value, onChange, least, most, decimals = 6 }: PartProps) {
  const { text } = useWords()
  return (
    <NumberField
      label={text(`wizard.parts.${name}`)}
      value={value}
      onChange={(next) => Number.isFinite(next) && onChange(next)}
      minValue={least}
      maxValue={most}
      formatOptions={{ maximumFractionDigits: decimals, useGrouping: false }}
    />
  )
}

function OptimizerRow() {
  const { text } = useWords()
  const [optimizer, set] = usePlanField('optimizer')
  return (
    <FieldRow field="optimizer">
      <Select<OptimizerKind>
        label={text('wizard.fields.optimizer')}
        value={optimizer.kind}
        onChange={(kind) => set(optimizers[kind])}
        options={(Object.keys(optimizers) as OptimizerKind[]).map((value) => ({
          value,
          label: text(`wizard.optimizers.${value}`),
          hint: text(`wizard.optimizerHints.${value}`),
        }))}
      />
      <OptimizerParts optimizer={optimizer} onChange={set} />
    </FieldRow>
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
        <div className="plan-subfields">
          <Part
            name="momentum"
            value={optimizer.momentum}
            onChange={(momentum) => onChange({ ...optimizer, momentum })}
            least={0}
            most={0.9999}
          />
          <Switch isSelected={optimizer.nesterov} onChange={(nesterov) => onChange({ ...optimizer, nesterov })}>
            {text('wizard.parts.nesterov')}
          </Switch>
        </div>
      )
    case 'adam':
    case 'adamw':
      return (
        <div className="plan-subfields">
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
          <Part
            name="epsilon"
            value={optimizer.epsilon}
            onChange={(epsilon) => onChange({ ...optimizer, epsilon })}
            least={1e-15}
            most={1}
            decimals={15}
          />
        </div>
      )
  }
}

function ScheduleRow() {
  const { text } = useWords()
  const { plan } = useEditor().state
  const [schedule, set] = usePlanField('schedule')
  const { epochs } = plan.training
  return (
    <FieldRow field="schedule">
      <Segments<ScheduleKind>
        label={text('wizard.fields.schedule')}
        value={schedule.kind}
        onChange={(kind) => set({ ...schedules(epochs)[kind], warmupEpochs: schedule.warmupEpochs })}
        options={(['constant', 'step', 'cosine'] as const).map((value) => ({
          value,
          label: text(`wizard.schedules.${value}`),
        }))}
      />
      <div className="plan-subfields">
        <Part
          name="warmupEpochs"
          value={schedule.warmupEpochs}
          onChange={(warmupEpochs) => set({ ...schedule, warmupEpochs })}
          least={0}
          most={epochs}
          decimals={2}
        />
        {schedule.kind === 'step' && (
          <>
            <Part
              name="everyEpochs"
              value={schedule.everyEpochs}
              onChange={(everyEpochs) => set({ ...schedule, everyEpochs })}
              least={1}
              most={100_000}
              decimals={0}
            />
            <Part
              name="factor"
              value={schedule.factor}
              onChange={(factor) => set({ ...schedule, factor })}
              least={0}
              most={1}
            />
          </>
        )}
        {schedule.kind === 'cosine' && (
          <Part
            name="floor"
            value={schedule.floor}
            onChange={(floor) => set({ ...schedule, floor })}
            least={0}
            most={1}
          />
        )}
      </div>
    </FieldRow>
  )
}

const usualPatience = 20

function EarlyStoppingRow() {
  const { text } = useWords()
  const [stopping, set] = usePlanField('earlyStopping')
  return (
    <FieldRow field="earlyStopping">
      <Switch isSelected={stopping !== null} onChange={(on) => set(on ? { patience: usualPatience } : null)}>
        {text('wizard.fields.earlyStopping')}
      </Switch>
      {stopping !== null && (
        <div className="plan-subfields">
          <Part
            name="patience"
            value={stopping.patience}
            onChange={(patience) => set({ patience })}
            least={1}
            most={100_000}
            decimals={0}
          />
        </div>
      )}
    </FieldRow>
  )
}

function GradientClipRow() {
  const { text } = useWords()
  const [clip, set] = usePlanField('gradientClip')
  return (
    <FieldRow field="gradientClip">
      <Switch isSelected={clip !== null} onChange={(on) => set(on ? 1 : null)}>
        {text('wizard.fields.gradientClip')}
      </Switch>
      {clip !== null && (
        <div className="plan-subfields">
          <Part name="norm" value={clip} onChange={set} least={1e-6} most={1e6} />
        </div>
      )}
    </FieldRow>
  )
}
