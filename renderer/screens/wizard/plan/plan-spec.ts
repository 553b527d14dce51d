/** What would be trained, by the plan as it is. */
import type { RunSpec } from '../../../../compute/spec/run.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { asked, type Plan } from '../state/plan.ts'
import type { PlanState } from '../state/wizard.ts'

/** The run that a plan stands for. */
export function specOf(dataset: DatasetRecord, { answers, plan }: PlanState): RunSpec {
  const { task, target } = answers
  return { datasetFingerprint: dataset.table.fingerprint, task, target, ...mutable(plan) }
}

function mutable({
  model,
  training,
  features,
  ...plan
}: Plan): Omit<RunSpec, 'datasetFingerprint' | 'task' | 'target'> {
  return { model, training, features: [...features], ...asked(plan) }
}
