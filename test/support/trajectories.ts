/** The recorded PyTorch trainings of `test/fixtures/engine/trajectories.json`. */
import { z } from 'zod'
import type { NamedTensors } from '../../compute/models/weights.ts'
import { taskSchema } from '../../compute/spec/dataset.ts'
import { modelSpecSchema } from '../../compute/spec/model.ts'
import { optimizerSchema } from '../../compute/spec/training.ts'
import type { TrainingTable } from '../../compute/train/training-table.ts'
import recorded from '../fixtures/engine/trajectories.json' with { type: 'json' }

const numbers = z.array(z.number()).transform((values) => Float32Array.from(values))
const tensorSchema = z.object({ shape: z.array(z.number()), data: numbers })
const weightsSchema = z
  .record(z.string(), tensorSchema)
  .transform((named): NamedTensors => new Map(Object.entries(named)))

const trajectorySchema = z.object({
  name: z.string(),
  task: taskSchema,
  model: modelSpecSchema,
  optimizer: optimizerSchema,
  learningRate: z.number(),
  weightDecay: z.number(),
  gradientClip: z.number().nullable(),
  initial: weightsSchema,
  losses: numbers,
  gradientNorms: numbers,
  trained: weightsSchema,
  /** Of all rows, after the last step, in evaluation mode. */
  outputs: tensorSchema,
})
export type Trajectory = z.infer<typeof trajectorySchema>

const fixture = z
  .object({
    features: tensorSchema,
    labels: z.object({ shape: z.array(z.number()), data: z.array(z.number()) }),
    values: tensorSchema,
    batchSize: z.number(),
    batches: z.array(z.array(z.number())),
    cases: z.array(trajectorySchema),
  })
  .parse(recorded)

export const { batchSize, batches, cases: trajectories } = fixture

/** The table that a trajectory is trained on. */
export function trajectoryTable({ task }: Trajectory): TrainingTable {
  const [rows = 0, inputs = 0] = fixture.features.shape
  const all = Uint32Array.from({ length: rows }, (_, row) => row)
  return {
    rows,
    inputs,
    outputs: task === 'classification' ? 3 : 1,
    features: fixture.features.data,
    targets:
      task === 'classification'
        ? { kind: 'classes', values: Int32Array.from(fixture.labels.data) }
        : { kind: 'values', values: fixture.values.data },
    split: { train: all, validation: all, test: all },
  }
}
