/** Recorded trainings of models with several targets a row, as `test/fixtures/make` writes them. */
import { z } from 'zod'
import type { NamedTensors } from '../../compute/models/weights.ts'
import { modelSpecSchema } from '../../compute/spec/model.ts'
import { targetForms, type TargetKind } from '../../compute/spec/target-form.ts'
import type { Targets, TrainingTable } from '../../compute/train/training-table.ts'

// NaN, which marks padding, is null in JSON.
const floats = z.array(z.number().nullable()).transform((values) => Float32Array.from(values, (value) => value ?? NaN))
const tensorSchema = z.object({ shape: z.array(z.number()), data: floats })
const kinds = Object.keys(targetForms) as [TargetKind, ...TargetKind[]]

export const headCaseSchema = z.object({
  name: z.string(),
  target: z.enum(kinds),
  model: modelSpecSchema,
  learningRate: z.number(),
  features: tensorSchema,
  targets: tensorSchema,
  initial: z.record(z.string(), tensorSchema).transform((named): NamedTensors => new Map(Object.entries(named))),
  outputs: tensorSchema,
  losses: floats,
  gradientNorms: floats,
})
export type HeadCase = z.infer<typeof headCaseSchema>

/** The rows of a case as a training table, all of them in each of its parts. */
export function headTable({ target, features, targets, outputs }: HeadCase): TrainingTable {
  const [rows = 0, inputs = 0] = features.shape
  const all = Uint32Array.from({ length: rows }, (_, row) => row)
  const own =
    targetForms[target].task === 'classification'
      ? { kind: target, values: Int32Array.from(targets.data) }
      : { kind: target, values: targets.data }
  return {
    rows,
    inputs,
    outputs: outputs.shape.at(-1) ?? 0,
    features: features.data,
    targets: own as Targets,
    split: { train: all, validation: all, test: all },
  }
}
