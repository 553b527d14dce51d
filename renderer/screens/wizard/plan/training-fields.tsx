/** How the model is trained: duration, batches, optimiser, learning rate and what keeps it in check. */
import type { ScheduleKind, ScheduleSpec } from '../../../../compute/spec/training.ts'
import { Segments } from '../../../components/select.tsx'
import { Switch } from '../../../components/toggle.tsx'
import { useWords } from '../../../i18n/words.ts'
import { useEditor, usePlanField } from './editor-context.ts'
import { FieldRow, NumberRow } from './field-row.tsx'
import { GradientClipRow } from './gradient-clip-field.tsx'
import { OptimizerRow } from './optimizer-fields.tsx'
import { Part } from './part.tsx'

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
