/** A plan as a person has changed it: what it costs, what is to be said about its data, and what its layers are. */
import { layerTable } from '../models/layer-table.ts'
import type { Cost } from '../spec/advice.ts'
import type { TableProfile } from '../spec/dataset.ts'
import type { Finding } from '../spec/health.ts'
import type { PlannedLayers } from '../spec/layer-row.ts'
import type { RunSpec } from '../spec/run.ts'
import { checkPlan } from './checks.ts'
import { costOf, memoryOf } from './cost.ts'
import { costQuestion } from './cost-question.ts'
import type { MachineSpeed } from './machine-speed.ts'
import { targetColumn } from './target-column.ts'

/** What a run as a person has configured it costs, and what is to be said about its data. */
export function reviewSpec(
  profile: TableProfile,
  spec: RunSpec,
  speed: MachineSpeed,
): { cost: Cost; checks: Finding[] } {
  const cost = costOf(costQuestion(profile, spec), speed)
  // What is to be said of series, of labels of words and of answers was said when they were found.
  const isFound = spec.window !== undefined || spec.labelling !== undefined || spec.answering !== undefined
  if (isFound) return { cost, checks: [] }
  const { task, features } = spec
  const target = targetColumn(profile, spec.target)
  return { cost, checks: checkPlan({ profile, task, target, features, split: spec.training.split }) }
}

/** The layers of a planned model, and what training it will need of memory. Throws GraphError where its data doesn't fit it. */
export function planLayers(profile: TableProfile, spec: RunSpec): PlannedLayers {
  const question = costQuestion(profile, spec)
  return {
    layers: [...layerTable(question.model, question.inputs, question.outputs)],
    memory: memoryOf(question),
  }
}
