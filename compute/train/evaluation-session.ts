/** Loss and score on rows that are not trained on: one graph, run in batches, with the weights as inputs. */
import { setImmediate } from 'node:timers/promises'
import { targetFormOf } from '../data/training-table.ts'
import * as op from '../graph/ops.ts'
import { createSession } from '../graph/session.ts'
import type { Tensor } from '../graph/tensor.ts'
import { inputValue } from '../graph/value.ts'
import { writeModel } from '../graph/write.ts'
import { type NamedTensors, weightFeeds, weightInputs } from '../models/weights.ts'
import type { Layer } from '../nn/layer.ts'
import type { LossFunction } from '../nn/losses/loss.ts'
import type { Device } from '../spec/device.ts'
import type { TargetForm } from '../spec/target-form.ts'
import { rowsAtOnce } from './rows-at-once.ts'
import type { Validation } from './run-state.ts'
import { scorers, scoreSums } from './scores.ts'
import { createTableFeed } from './table-feed.ts'
import { type FeatureForm, featureForm, featureInput, gatherFeatures } from './table-features.ts'
import { targetsInput } from './training-step.ts'
import type { TrainingData } from './training-table.ts'

export interface EvaluationSession {
  /** Loss (mean over the rows) and score of a model with these weights. Messages are heard between its batches. */
  evaluate(weights: NamedTensors): Promise<Validation>
  release(): Promise<void>
}

function evaluationFile(model: Layer, target: TargetForm, lossOf: LossFunction, form: FeatureForm) {
  const features = featureInput(form)
  const targets = targetsInput(target)
  const order = inputValue('order', 'int64', ['batch'])
  const { inputs: weights, context } = weightInputs(model)
  const outputs = model.forward(gatherFeatures(features, order, form), context)
  const actual = op.gather(targets, order)
  const { sum, weight } = lossOf(outputs, actual)
  const sums = { loss: sum, weight, score: scoreSums[target.kind](outputs, actual) }
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
  loss: LossFunction,
  table: TrainingData,
  rows: Uint32Array,
  threads: number,
  device: Device = 'cpu',
): Promise<EvaluationSession> {
  const target = targetFormOf(table)
  const { file, batchRows } = evaluationFile(model, target, loss, featureForm(table))
  const session = await createSession(file, { threads, device })
  const feed = createTableFeed(table)
  const score = scorers[target.kind](table, rows)
  return {
    evaluate: async (weights) => {
      const weightTensors = weightFeeds(weights)
      let [lossSum, weight, scoreSum] = [0, 0, 0]
      for (let from = 0; from < rows.length; from += batchRows) {
        const part = { order: rows, from, to: Math.min(rows.length, from + batchRows) }
        const { features, targets, order } = await feed.take(part)
        if (targets === null) throw new TypeError('a table without targets')
        const results = await session.run({ features, targets, order, ...weightTensors })
        lossSum += numberIn(results['loss'])
        weight += numberIn(results['weight'])
        scoreSum += numberIn(results['score'])
        if (rows.length > batchRows) await setImmediate()
      }
      // Rows in which no label counts have no loss, and no weight either.
      return { loss: weight > 0 ? lossSum / weight : 0, score: score(scoreSum) }
    },
    release: async () => {
      await session.release()
      await feed.release()
    },
  }
}
