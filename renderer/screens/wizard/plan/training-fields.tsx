/** How the model is trained: duration, batches, optimiser, learning rate and what keeps it in check. */
import { Switch } from '../../../components/toggle.tsx'
import { useWords } from '../../../i18n/words.ts'
import { usePlanField } from './editor-context.ts'
import { FieldRow, NumberRow } from './field-row.tsx'
import { LearningRateRow } from './learning-rate-row.tsx'
import { OptimizerRow } from './optimizer-fields.tsx'
import { Part } from './part.tsx'
import { ScheduleRow } from './schedule-fields.tsx'

/** The fields of a training. */
export function TrainingFields() {
  return (
    <>
      <NumberRow field="epochs" />
      <EarlyStoppingRow />
      <NumberRow field="batchSize" />
      <OptimizerRow />
      <LearningRateRow />
      <ScheduleRow />
      <NumberRow field="weightDecay" />
      <NumberRow field="threads" />
    </>
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
