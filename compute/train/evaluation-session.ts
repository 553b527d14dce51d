/** Loss and score on rows that are not trained on: one graph, run in batches, with the weights as inputs. */
import { setImmediate } from 'node:timers/promises'
import * as op from '../graph/ops.ts'
import { createSession } from '../graph/session.ts'
import type { Tensor } from '../graph/tensor.ts'
import { inputValue, type Value } from '../graph/value.ts'
import { writeModel } from '../graph/write.ts'
import { type NamedTensors, weightFeeds, weightInputs } from '../models/weights.ts'
import type { Layer } from '../nn/layer.ts'
import type { LossFunction } from '../nn/losses/loss.ts'
import { squaredError } from '../nn/losses/regression.ts'
import type { Task } from '../spec/dataset.ts'
import { int64Vector, tableTensors } from './loop-session.ts'
import { rowsAtOnce } from './rows-at-once.ts'
import type { Validation } from './run-state.ts'
import type { TrainingTable } from './training-table.ts'

/** What the score is made of, summed over rows: right answers, or squared differences. */
const scoreSums = {
  classification: (logits, labels) => op.reduceSum(op.cast(op.equal(op.argMax(logits, 1), labels), 'float32')),
  regression: (predictions, targets) => squaredError(predictions, targets).sum,
} satisfies Record<Task, (outputs: Value, targets: Value) => Value>

/** Sum of squared differences of the rows' values from their mean. */
function totalSquares(table: TrainingTable, rows: Uint32Array): number {
  const values = Array.from(rows, (row) => table.targets.values[row] ?? 0)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
}

/** What turns the sum over the rows into the score: accuracy, or R² (0 where all values are the same). */
const scorers = {
  classification: (_, rows) => (right) => right / rows.length,
  regression: (table, rows) => {
    const total = totalSquares(table, rows)
    return (squares) => (total > 0 ? 1 - squares / total : 0)
  },
} satisfies Record<Task, (table: TrainingTable, rows: Uint32Array) => (sum: number) => number>

export interface EvaluationSession {
  /** Loss (mean over the rows) and score of a model with these weights. Messages are heard between its batches. */
  evaluate(weights: NamedTensors): Promise<Validation>
  release(): Promise<void>
}

function evaluationFile(model: Layer, task: Task, lossOf: LossFunction, inputs: number) {
  const features = inputValue('features', 'float32', ['table_rows', inputs])
  const targets = inputValue('targets', task === 'classification' ? 'int64' : 'float32', ['table_rows'])
  const order = inputValue('order', 'int64', ['batch'])
  const { inputs: weights, context } = weightInputs(model)
  const outputs = model.forward(op.gather(features, order), context)
  const actual = op.gather(targets, order)
  const { sum, weight } = lossOf(outputs, actual)
  const sums = { loss: sum, weight, score: scoreSums[task](outputs, actual) }
  const file = writeModel({
    name: 'evaluation',
    inputs: [features, targets, order, ...weights.values()],
    outputs: sums,
  })
  return { file, batchRows: rowsAtOnce(outputs) }
}

const numberIn = (result: Tensor | undefined) => Number(result?.data[0])

/** Makes a session that evaluates models of that shape on some rows of a table. */
export async function createEvaluationSession(
  model: Layer,
  task: Task,
  loss: LossFunction,
  table: TrainingTable,
  rows: Uint32Array,
  threads: number,
): Promise<EvaluationSession> {
  const { file, batchRows } = evaluationFile(model, task, loss, table.inputs)
  const session = await createSession(file, { threads })
  const fixed = tableTensors(table)
  const score = scorers[task](table, rows)
  const batches = Array.from({ length: Math.ceil(rows.length / batchRows) }, (_, index) =>
    int64Vector(rows.subarray(index * batchRows, (index + 1) * batchRows)),
  )
  return {
    evaluate: async (weights) => {
      const feeds = { ...fixed, ...weightFeeds(weights) }
      let [lossSum, weight, scoreSum] = [0, 0, 0]
      for (const order of batches) {
        const results = await session.run({ ...feeds, order })
        lossSum += numberIn(results['loss'])
        weight += numberIn(results['weight'])
        scoreSum += numberIn(results['score'])
        if (batches.length > 1) await setImmediate()
      }
      return { loss: lossSum / weight, score: score(scoreSum) }
    },
    release: () => session.release(),
  }
}
