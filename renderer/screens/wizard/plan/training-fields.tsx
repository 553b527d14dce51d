/** How the model is trained: duration, batches, optimiser, learning rate and what keeps it in check. */
import { EarlyStoppingRow } from './early-stopping-field.tsx'
import { NumberRow } from './field-row.tsx'
import { LearningRateRow } from './learning-rate-row.tsx'
import { OptimizerRow } from './optimizer-fields.tsx'
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
