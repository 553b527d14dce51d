/** What a run of a generative model computes with: its loop, its validation, its samples, and the way in and out of their states. */
import { withFeatures } from '../data/rows/feature-file.ts'
import { buildGenerativeModel, partsOf } from '../models/generative-families.ts'
import type { GenerativeModel } from '../models/generative-model.ts'
import { initialWeights, type NamedTensors } from '../models/weights.ts'
import { channelBlock } from '../graph/lower/channel-block.ts'
import { GraphError } from '../graph/shape.ts'
import { StudioError } from '../spec/errors.ts'
import type { GenerativeModelSpec, NetworkName } from '../spec/generative-model.ts'
import type { GenerativeTraining } from '../spec/generative-training.ts'
import { createGenerativeEvaluation, createSampler } from './generative-inference.ts'
import { compileGenerativeLoop, lossOutput } from './generative-loop.ts'
import { createGenerativeLoopSession, type GenerativeResult, type GenerativeTable } from './generative-loop-session.ts'
import { firstCounters, type GenerativePlan, type GenerativeState, planGeneration } from './generative-plan.ts'
import { networkOptimizer, stepTables } from './generative-tables.ts'
import type { LoopCall } from './loop-session.ts'
import { compiledSettings, noPrograms } from './program-cache.ts'
import { resultWeights } from './result-weights.ts'
import { rowsAtOnceFor } from './rows-at-once.ts'
import type { SessionOptions } from './session-options.ts'
import { type CarriedState, packState, unpackState } from './state-layout.ts'
import { featureForm } from './table-features.ts'
import type { TrainingProgram } from './training-program.ts'
import type { AdvanceOptions } from './training-session.ts'
import { orderMemory, rowsOfSteps } from './training-plan.ts'

export interface GenerativeSession {
  readonly model: GenerativeModel
  readonly plan: GenerativePlan
  /** The state that a run begins with. */
  initialState(): CarriedState
  /** A carried state from weights and slots that were kept. */
  stateFrom(weights: NamedTensors, slots: NamedTensors): CarriedState
  /** Weights and running statistics, as views into a state. */
  weightsOf(state: CarriedState): NamedTensors
  /** What a run of that state gives: its weights, or of networks whose weights are averaged their average. */
  resultOf(state: Pick<GenerativeState, 'counters' | 'carried'>): NamedTensors
  /** The optimisers' slots, as views into a state. */
  slotsOf(state: CarriedState): NamedTensors
  /** Makes some steps, within one epoch, at the schedule's shares of the networks' rates or at others. Blocks this thread. */
  advance(
    state: Pick<GenerativeState, 'counters' | 'carried'>,
    steps: number,
    how?: AdvanceOptions,
  ): Promise<GenerativeResult>
  /** The compiled loop, what it is given for the first steps of a run (at most as many as an epoch has), and their losses. */
  program(steps: number): Promise<TrainingProgram>
  /** Mean losses on the validation rows; null where the family has none. */
  validate(weights: NamedTensors): Promise<Readonly<Record<string, number>> | null>
  /** As many samples as the spec asks for, of the run's fixed noise. */
  sample(weights: NamedTensors): Promise<Float32Array>
  release(): Promise<void>
}

/** Throws StudioError('numbers-out-of-range') where a number is not in the range that the model makes. */
async function checkRange({ range: [least, most] }: GenerativeModel, table: GenerativeTable): Promise<void> {
  const { rows, inputs } = table
  const order = Uint32Array.from({ length: rows }, (_, row) => row)
  const step = rowsAtOnceFor(inputs)
  await withFeatures(table, async (take) => {
    for (let from = 0; from < rows; from += step) {
      const features = await take({ order, from, to: Math.min(rows, from + step) })
      const at = features.findIndex((value) => !(value >= least && value <= most))
      if (at < 0) continue
      const place = { row: from + Math.floor(at / inputs) + 1, column: (at % inputs) + 1 }
      throw new StudioError('numbers-out-of-range', { ...place, value: String(features[at] ?? NaN), least, most })
    }
  })
}

/** Throws GraphError where the model is asked for classes, and a row has none of them. */
function checkClasses({ classes }: GenerativeModel, { targets }: GenerativeTable): void {
  if (classes === null) return
  const known = targets?.kind === 'classes' && targets.values.every((own) => own >= 0 && own < classes)
  if (!known) throw new GraphError(`the model is for rows of ${classes} classes`)
}

/** Settings that each call is given, or that are looked after between calls: no program is compiled from them. */
const notCompiled = ['epochs', 'schedule', 'earlyStopping', 'samples', 'seed'] as const

/**
 * Compiles a run and makes its sessions. Throws StudioError('too-few-rows') where there is nothing to train on,
 * StudioError('numbers-out-of-range') where the model can't make such rows, and GraphError where the model and the rows, or
 * the model and the training spec, don't fit.
 *
 */
export async function createGenerativeSession(
  spec: GenerativeModelSpec,
  training: GenerativeTraining,
  table: GenerativeTable,
  { startFrom = new Map(), device = 'cpu', programs = noPrograms }: SessionOptions = {},
): Promise<GenerativeSession> {
  const { batchSize, accumulation, seed, threads } = training
  const model = buildGenerativeModel(spec, table.inputs)
  await checkRange(model, table)
  checkClasses(model, table)
  const plan = planGeneration(training, model, table.split)
  const form = featureForm(table)
  const options = {
    model,
    ...form,
    batchSize,
    accumulation,
    optimizerOf: (network: NetworkName) => networkOptimizer(training, network),
    threads,
  }
  // Only the processor's own kernels know its order of channels.
  const runsOn = device === 'cpu' ? await channelBlock() : 'device'
  const from = { spec, training: compiledSettings(training, notCompiled), inputs: table.inputs, form, runsOn }
  const compiled = programs.program(from, () => compileGenerativeLoop(options, runsOn))
  const loop = await createGenerativeLoopSession(compiled, table, threads, device)
  const evaluation = await createGenerativeEvaluation(model, table, seed, threads, device)
  const sampler = await createSampler(model, seed, threads, device)
  const orderOf = orderMemory(plan)
  const weightLayout = [...compiled.weights, ...compiled.frozen]
  const stateFrom = (weights: NamedTensors, slots: NamedTensors): CarriedState =>
    new Map([...packState(weightLayout, weights), ...packState(compiled.slots, slots)])
  const initialState = () => stateFrom(initialWeights(partsOf(model), seed, startFrom), new Map())
  /** What the loop is given for some steps that follow a state. */
  function callOf(
    { carried, counters }: Pick<GenerativeState, 'counters' | 'carried'>,
    steps: number,
    rateOf = plan.rateOf,
  ): LoopCall {
    const order = rowsOfSteps(plan, orderOf, counters, steps)
    const tables = stepTables(model, training, compiled, rateOf, counters.step, steps)
    return { state: carried, steps, order, ...tables }
  }

  return {
    model,
    plan,
    stateFrom,
    initialState,
    weightsOf: (state) => unpackState(weightLayout, state),
    resultOf: ({ carried, counters }) =>
      resultWeights(unpackState(weightLayout, carried), unpackState(compiled.slots, carried), counters.step),
    slotsOf: (state) => unpackState(compiled.slots, state),
    advance: (state, steps, { rateAt, into } = {}) => loop.run({ ...callOf(state, steps, rateAt), into }),
    program: async (wanted) => {
      const call = callOf({ carried: initialState(), counters: firstCounters }, Math.min(wanted, plan.stepsPerEpoch))
      // The file is for any processor, and its losses are those of the file.
      const portable = compileGenerativeLoop(options)
      const elsewhere = await createGenerativeLoopSession(portable, table, threads)
      try {
        const { losses } = await elsewhere.run(call)
        const named = Object.entries(losses).map(([name, values]) => [lossOutput(name), values] as const)
        return { file: portable.file, feeds: await elsewhere.feeds(call), losses: Object.fromEntries(named) }
      } finally {
        await elsewhere.release()
      }
    },
    validate: async (weights) => (evaluation === null ? null : evaluation.evaluate(weights, table.split.validation)),
    sample: (weights) => sampler.sample(weights, training.samples),
    release: async () => {
      await loop.release()
      await evaluation?.release()
      await sampler.release()
    },
  }
}
