/** The learning rate's course: which, and its own values. */
import { type Anneal, anneals, type ScheduleKind, type ScheduleSpec } from '../../../../compute/spec/training.ts'
import { Segments, Select } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { useEditor, usePlanField } from './editor-context.ts'
import { FieldRow } from './field-row.tsx'
import { Part, type PartProps } from './part.tsx'

/** Each schedule as it begins when it is chosen; one-cycle and plateau as PyTorch has them, with the patience of a shorter run. */
function schedules(epochs: number): { readonly [K in ScheduleKind]: Extract<ScheduleSpec, { kind: K }> } {
  return {
    constant: { kind: 'constant', warmupEpochs: 0 },
    step: { kind: 'step', warmupEpochs: 0, everyEpochs: Math.max(1, Math.round(epochs / 3)), factor: 0.1 },
    cosine: { kind: 'cosine', warmupEpochs: 0, floor: 0.01 },
    'one-cycle': { kind: 'one-cycle', riseShare: 0.3, divFactor: 25, finalDivFactor: 10_000, anneal: 'cosine' },
    plateau: {
      kind: 'plateau',
      warmupEpochs: 0,
      factor: 0.1,
      patience: Math.max(1, Math.min(10, Math.round(epochs / 10))),
      threshold: 1e-4,
      cooldown: 0,
      floor: 0,
    },
  }
}

export const scheduleKinds = Object.keys(schedules(1)) as readonly ScheduleKind[]

/** The schedule's row. */
export function ScheduleRow() {
  const { epochs } = useEditor().state.plan.training
  const [schedule, set] = usePlanField('schedule')
  return (
    <FieldRow field="schedule">
      <ScheduleChoice schedule={schedule} epochs={epochs} kinds={scheduleKinds} onChange={set} />
    </FieldRow>
  )
}

export interface ScheduleChoiceProps {
  readonly schedule: ScheduleSpec
  /** Of the run. */
  readonly epochs: number
  /** The ways that are offered. */
  readonly kinds: readonly ScheduleKind[]
  readonly onChange: (schedule: ScheduleSpec) => void
}

/** A schedule among some, and its own values. */
export function ScheduleChoice({ schedule, epochs, kinds, onChange: set }: ScheduleChoiceProps) {
  const { text } = useWords()
  const offered = schedules(epochs)
  const choose = (kind: ScheduleKind) => {
    const chosen = offered[kind]
    const keepsWarmup = 'warmupEpochs' in chosen && 'warmupEpochs' in schedule
    set(keepsWarmup ? { ...chosen, warmupEpochs: schedule.warmupEpochs } : chosen)
  }
  return (
    <>
      <Select<ScheduleKind>
        label={text('wizard.fields.schedule')}
        value={schedule.kind}
        onChange={choose}
        options={kinds.map((value) => ({
          value,
          label: text(`wizard.schedules.${value}`),
          hint: text(`wizard.scheduleHints.${value}`),
        }))}
      />
      <div className="plan-subfields">
        {'warmupEpochs' in schedule && (
          <Part
            name="warmupEpochs"
            value={schedule.warmupEpochs}
            onChange={(warmupEpochs) => set({ ...schedule, warmupEpochs })}
            least={0}
            most={epochs}
            decimals={2}
          />
        )}
        <ScheduleParts schedule={schedule} onChange={set} />
      </div>
    </>
  )
}

interface SchedulePartsProps<Kind extends ScheduleKind = ScheduleKind> {
  readonly schedule: Extract<ScheduleSpec, { kind: Kind }>
  readonly onChange: (schedule: ScheduleSpec) => void
}

const share = { least: 0, most: 1 } as const
const wholeEpochs = { most: 100_000, decimals: 0 } as const

function ScheduleParts({ schedule, onChange }: SchedulePartsProps) {
  switch (schedule.kind) {
    case 'constant':
      return null
    case 'step':
      return <StepParts schedule={schedule} onChange={onChange} />
    case 'cosine':
      return (
        <Part name="floor" value={schedule.floor} onChange={(floor) => onChange({ ...schedule, floor })} {...share} />
      )
    case 'one-cycle':
      return <OneCycleParts schedule={schedule} onChange={onChange} />
    case 'plateau':
      return <PlateauParts schedule={schedule} onChange={onChange} />
  }
}

function StepParts({ schedule, onChange }: SchedulePartsProps<'step'>) {
  return (
    <>
      <Part
        name="everyEpochs"
        value={schedule.everyEpochs}
        onChange={(everyEpochs) => onChange({ ...schedule, everyEpochs })}
        least={1}
        {...wholeEpochs}
      />
      <Part name="factor" value={schedule.factor} onChange={(factor) => onChange({ ...schedule, factor })} {...share} />
    </>
  )
}

function OneCycleParts({ schedule, onChange }: SchedulePartsProps<'one-cycle'>) {
  const { text } = useWords()
  const divisor = { least: 1, most: 1e12, decimals: 3 } as const
  return (
    <>
      <Part
        name="riseShare"
        value={schedule.riseShare}
        onChange={(riseShare) => onChange({ ...schedule, riseShare })}
        {...share}
      />
      <Part
        name="divFactor"
        value={schedule.divFactor}
        onChange={(divFactor) => onChange({ ...schedule, divFactor })}
        {...divisor}
      />
      <Part
        name="finalDivFactor"
        value={schedule.finalDivFactor}
        onChange={(finalDivFactor) => onChange({ ...schedule, finalDivFactor })}
        {...divisor}
      />
      <Segments<Anneal>
        label={text('wizard.parts.anneal')}
        value={schedule.anneal}
        onChange={(anneal) => onChange({ ...schedule, anneal })}
        options={anneals.map((value) => ({ value, label: text(`wizard.anneals.${value}`) }))}
      />
    </>
  )
}

type PlateauNumber = 'factor' | 'patience' | 'threshold' | 'cooldown' | 'floor'

/** A plateau's own values, all numbers, with the limits of the schema. */
const plateauParts = {
  factor: { name: 'reductionFactor', least: 0, most: 0.9999 },
  patience: { name: 'patience', least: 0, ...wholeEpochs },
  threshold: { name: 'threshold', ...share },
  cooldown: { name: 'cooldown', least: 0, ...wholeEpochs },
  floor: { name: 'floor', ...share },
} as const satisfies Record<PlateauNumber, Omit<PartProps, 'value' | 'onChange'>>

function PlateauParts({ schedule, onChange }: SchedulePartsProps<'plateau'>) {
  return (Object.keys(plateauParts) as PlateauNumber[]).map((key) => (
    <Part
      key={key}
      value={schedule[key]}
      onChange={(value) => onChange({ ...schedule, [key]: value })}
      {...plateauParts[key]}
    />
  ))
}
