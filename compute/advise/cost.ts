/**
 * What training and using a model costs on this machine, before it is trained.
 *
 * Parameters are exact for the number of inputs given. Times are sums of a few terms (operations to start, multiplications,
 * parameters to update, epochs to close) at the speeds that were measured; they are meant to be right within a factor of two.
 */
import { parameterCount } from '../models/weights.ts'
import type { Cost } from '../spec/advice.ts'
import type { TrainingMemory } from '../spec/layer-row.ts'
import type { ModelSpec } from '../spec/model.ts'
import type { TrainingSpec } from '../spec/training.ts'
import { rowsAtOnceFor } from '../train/rows-at-once.ts'
import type { MachineSpeed } from './machine-speed.ts'
import { loadOf } from './model-load.ts'

/** What a cost depends on besides the spec. */
export interface CostQuestion {
  readonly model: ModelSpec
  readonly training: Pick<
    TrainingSpec,
    'epochs' | 'batchSize' | 'split' | 'threads' | 'optimizer' | 'averaging' | 'accumulation'
  >
  /** How many times the training rows an epoch takes, where classes are sampled; once unless given. */
  readonly rowsTaken?: number
  /** Rows with a target. */
  readonly rows: number
  /** Columns to learn from, and the model inputs that they become. */
  readonly columns: number
  readonly inputs: number
  /** Of windows of series: the inputs of one step, which alone are encoded in an exported file. */
  readonly stepInputs?: number
  readonly outputs: number
}

/** Whole runs take this much longer than their parts by themselves: caches are shared, and much goes on between calls. Measured. */
const wholeRunFactor = 1.25
/** A second thread does not double the speed. */
const threadGain = 0.6
/** Slots that an optimiser keeps for each parameter, at most. */
const optimizerSlots = {
  sgd: 0,
  momentum: 1,
  adam: 2,
  adamw: 2,
  rmsprop: 3,
  adagrad: 1,
  lion: 1,
} as const satisfies Record<TrainingSpec['optimizer']['kind'], number>
/** Megabytes that the runtime, its sessions and this thread take before any data. Measured. */
const runtimeMb = 35
/** Bytes of an exported file without its weights: graph, and what each column and each category adds. Measured. */
const fileBytes = { graph: 5_000, column: 120, category: 170 } as const
/** What each column adds to a single prediction. Measured. */
const columnMs = 0.004

/** Seconds of one epoch, its validation included. */
export function epochSeconds(question: CostQuestion, speed: MachineSpeed): number {
  const { model, training, rows } = question
  const trainRows = Math.max(1, rows * training.split.train * (question.rowsTaken ?? 1))
  const steps = Math.ceil(trainRows / training.batchSize)
  const { multiplications, start } = loadOf(model, question.inputs, question.outputs)
  const startMs = speed.stepMs * start
  const parallel = 1 + threadGain * (Math.min(training.threads, speed.cores) - 1)
  const perRow = multiplications * speed.multiplicationMs
  const updateMs = (parameterCount(model, question.inputs, question.outputs) * speed.parameterMs) / parallel
  const rowsMs = (perRow * (trainRows + (rows * training.split.validation) / 3)) / parallel
  const partsMs = steps * (Math.max(startMs, speed.stepMs / 2) + updateMs) + rowsMs + speed.epochMs
  return (partsMs * wholeRunFactor) / 1000
}

/** Bytes of the exported file. */
export function exportedBytes({ model, columns, inputs, outputs, stepInputs = inputs }: CostQuestion): number {
  const { buffers } = loadOf(model, inputs, outputs)
  const weights = 4 * (parameterCount(model, inputs, outputs) + buffers)
  return weights + fileBytes.graph + fileBytes.column * columns + fileBytes.category * Math.max(0, stepInputs - columns)
}

/** Milliseconds of one prediction of one row. */
export function predictionMs(question: CostQuestion, speed: MachineSpeed): number {
  // Forward only, and one row can't fill the processor's vector units as a batch does.
  const { multiplications } = loadOf(question.model, question.inputs, question.outputs)
  const forward = (multiplications * speed.multiplicationMs * 4) / 3
  return speed.predictionMs * 2 + columnMs * question.columns + forward
}

/** All costs. `trainSeconds` is for all planned epochs: early stopping may end it sooner. */
export function costOf(question: CostQuestion, speed: MachineSpeed): Cost {
  const parameters = parameterCount(question.model, question.inputs, question.outputs)
  return {
    parameters,
    trainSeconds: speed.setUpMs / 1000 + epochSeconds(question, speed) * question.training.epochs,
    memoryMb: Object.values(memoryOf(question)).reduce((sum, bytes) => sum + bytes, 0) / 1e6,
    fileMb: exportedBytes(question) / 1e6,
    predictionMs: predictionMs(question, speed),
  }
}

/** What a training needs of memory, in bytes. Together they are the memory of `costOf`. */
export function memoryOf(question: CostQuestion): TrainingMemory {
  const { model, training, rows, columns, inputs, outputs } = question
  const parameters = parameterCount(model, inputs, outputs)
  // The columns as they are read (8 bytes a cell) and as they are encoded (4 an input), targets and order (16 a row).
  const table = rows * (8 * columns + 4 * inputs + 16)
  // Weights, gradients, slots, each in the loop and on its way in and out; the best weights; a checkpoint being written.
  const slots = optimizerSlots[training.optimizer.kind] + (training.averaging === null ? 0 : 1)
  const state = 4 * parameters * (3 * (2 + slots) + 2)
  const { units } = loadOf(model, inputs, outputs)
  // Values and gradients of each unit, and what lies between; and the rows that are validated at once.
  const passRows = Math.ceil(training.batchSize / training.accumulation)
  const activations = 4 * units * (6 * passRows + 2 * rowsAtOnceFor(units))
  return { runtime: runtimeMb * 1e6, rows: table, state, activations }
}
