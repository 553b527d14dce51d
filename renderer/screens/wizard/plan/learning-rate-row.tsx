/** The learning rate, and a short sweep that finds out which one suits the plan as it is. */
import { useEditor, usePlanField } from './editor-context.ts'
import { FieldRow, PlanNumber } from './field-row.tsx'
import { specOf } from './plan-spec.ts'
import { RateSweep } from './rate-sweep.tsx'

export function LearningRateRow() {
  const { dataset, state, problems } = useEditor()
  const [current, set] = usePlanField('learningRate')
  return (
    <FieldRow field="learningRate">
      <PlanNumber field="learningRate" />
      <RateSweep
        datasetId={dataset.id}
        spec={specOf(dataset, state)}
        isDisabled={Object.keys(problems).length > 0}
        current={current}
        onUse={set}
      />
    </FieldRow>
  )
}
