/** A plan as a person has changed it: what it costs, and what is to be said about its data. */
import { requireColumn } from '../data/preprocess/require-column.ts'
import { withColumns } from '../data/preprocess/row-sequence.ts'
import type { Cost } from '../spec/advice.ts'
import type { ColumnProfile, Notice, TableProfile } from '../spec/dataset.ts'
import { imageNumbers } from '../spec/image-model.ts'
import type { ModelSpec } from '../spec/model.ts'
import type { RunSpec } from '../spec/run.ts'
import { sampledSize } from '../train/class-sampling.ts'
import { checkPlan, classCounts } from './checks.ts'
import { estimateInputs } from './choose-features.ts'
import { forecastCost } from './choose-forecaster.ts'
import { costOf } from './cost.ts'
import type { MachineSpeed } from './machine-speed.ts'

/** What a run as a person has configured it costs, and what is to be said about its data. */
export function reviewSpec(
  profile: TableProfile,
  spec: RunSpec,
  speed: MachineSpeed,
): { cost: Cost; checks: Notice[] } {
  const target = targetColumn(profile, spec.target)
  if (spec.window !== undefined) return { cost: forecastCost(profile, spec, spec.window, speed), checks: [] }
  const model = withColumns(spec.model, spec.features.length)
  const question = {
    model,
    training: spec.training,
    rows: profile.rows - target.missing,
    columns: spec.features.length,
    inputs: inputsOf(model, estimateInputs(profile, spec.features)),
    outputs: spec.labelling?.labels ?? (spec.task === 'classification' ? Math.max(2, target.distinct) : 1),
    rowsTaken: rowsTaken(target, spec),
  }
  // What is to be said of labels of words was said when they were found.
  if (spec.labelling !== undefined) return { cost: costOf(question, speed), checks: [] }
  const { task, features } = spec
  return {
    cost: costOf(question, speed),
    checks: checkPlan({ profile, task, target, features, split: spec.training.split }),
  }
}

/** How many times the training rows an epoch takes: more where rows of rare classes are repeated. */
function rowsTaken(target: ColumnProfile, { task, training: { classSampling } }: RunSpec): number {
  const counts = (classCounts(target) ?? []).map(({ count }) => count)
  if (task !== 'classification' || classSampling === 'none' || counts.length === 0) return 1
  const all = counts.reduce((sum, count) => sum + count, 0)
  return (counts.length * sampledSize(counts, classSampling)) / all
}

/** The inputs of a model: many say themselves how many they read of a row. @param columns what columns but pictures become */
function inputsOf(model: ModelSpec, columns: number): number {
  if (model.family === 'cnn') return imageNumbers(model.image)
  if (model.family === 'fusion') return imageNumbers(model.image) + columns
  if (model.family === 'mlp') return Math.max(1, columns)
  if ('sequence' in model && model.sequence !== null) return model.sequence.steps * model.sequence.features
  return model.tokens?.length ?? Math.max(1, columns)
}

/** The profile of what is to be predicted. @throws StudioError `target-not-found` */
export function targetColumn(profile: TableProfile, name: string): ColumnProfile {
  const names = profile.columns.map((column) => column.name)
  requireColumn(names, name)
  return profile.columns[names.indexOf(name)]!
}
