/**
 * A process of its own that prepares and trains on a file of pictures that is larger than its memory may be, and tells what
 * that took. Arguments: the file, its rows, seconds to train for.
 */
import { fitFiles } from '../../compute/data/preprocess/fit-files.ts'
import { predictRows } from '../../compute/evaluate/predictions.ts'
import { initialWeights } from '../../compute/models/weights.ts'
import { buildModel } from '../../compute/models/families.ts'
import { imageNumbers } from '../../compute/spec/image-model.ts'
import type { ModelSpec } from '../../compute/spec/model.ts'
import { createChunkSize } from '../../compute/train/chunk-size.ts'
import { initialCounters } from '../../compute/train/run-state.ts'
import { stateBytes } from '../../compute/train/state-layout.ts'
import { createTrainingSession } from '../../compute/train/training-session.ts'
import type { TrainingData } from '../../compute/train/training-table.ts'
import { plainDesign } from './plain-models.ts'
import { toyTraining } from './toy-run.ts'

const [path, rowsText, secondsText] = process.argv.slice(2) as [string, string, string]
const rows = Number(rowsText)
const image = { channels: 3 as const, height: 64, width: 64 }
const model: ModelSpec = { family: 'cnn', image, design: plainDesign([8, 16], [32], { dropout: 0.1 }) }
const records = { path, rows, width: imageNumbers(image), type: 'uint8' as const }
const all = Uint32Array.from({ length: rows }, (_, row) => row)
const split = { train: all.slice(0, -4000), validation: all.slice(-4000, -2000), test: all.slice(-2000) }
const megabytes = () => process.resourceUsage().maxRSS / 1024

const fittingBegan = performance.now()
const feature = await fitFiles('image', { image, records }, split.train)
const fittingSeconds = (performance.now() - fittingBegan) / 1000
const data: TrainingData = {
  rows,
  inputs: records.width,
  outputs: 10,
  features: { ...records, widening: { mean: feature.mean, scale: feature.scale } },
  targets: { kind: 'classes', values: Int32Array.from(all, (row) => row % 10) },
  split,
}
const training = { ...toyTraining, batchSize: 64, threads: 2, learningRate: 1e-3 }
const session = await createTrainingSession(model, training, 'classification', data)
let [carried, step, calls] = [session.initialState(), 0, 0]
const chunk = createChunkSize(stateBytes(carried))
const began = performance.now()
while (performance.now() - began < Number(secondsText) * 1000) {
  const counters = { ...initialCounters, step, epochSteps: step }
  const steps = chunk.next(session.plan.stepsPerEpoch - step)
  const callBegan = performance.now()
  carried = (await session.advance({ counters, carried, best: null }, steps)).state
  chunk.measured(steps, performance.now() - callBegan)
  step += steps
  calls++
}
const seconds = (performance.now() - began) / 1000
const waitedShare = session.waited() / 1000 / seconds
const validation = await session.validate(session.weightsOf(carried))
await session.release()
const weights = initialWeights(buildModel(model, data.inputs, 10), 1)
const target = { kind: 'classes' as const, column: 'y', labels: Array.from({ length: 10 }, (_, at) => String(at)) }
const weighted = { model, inputs: data.inputs, outputs: 10, weights }
const fitted = { features: [feature], target, missing: [] }
const predictions = await predictRows(weighted, { table: data, fitted }, split.test, 2)
console.log(
  JSON.stringify({
    peakMegabytes: megabytes(),
    waitedShare,
    fittingSeconds,
    seconds,
    steps: step,
    calls,
    validationLoss: validation.loss,
    predicted: predictions.length / 10,
  }),
)
