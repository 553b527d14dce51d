/** What a run of a generative model computes with: its loop, its validation, its samples, and the way in and out of their states. */
import { buildGenerativeModel, partsOf } from '../models/generative-families.ts'
import type { GenerativeModel } from '../models/generative-model.ts'
import { initialWeights, type NamedTensors } from '../models/weights.ts'
import { GraphError } from '../graph/shape.ts'
import type { GenerativeModelSpec } from '../spec/generative-model.ts'
import type { GenerativeTraining } from '../spec/generative-training.ts'
import { createGenerativeEvaluation, createSampler } from './generative-inference.ts'
import { compileGenerativeLoop } from './generative-loop.ts'
import { createGenerativeLoopSession, type GenerativeResult, type GenerativeTable } from './generative-loop-session.ts'
import { type GenerativePlan, type GenerativeState, planGeneration } from './generative-plan.ts'
import { networkOptimizer, stepTables } from './generative-tables.ts'
import { type CarriedState, packState, unpackState } from './state-layout.ts'
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
  /** The optimisers' slots, as views into a state. */
  slotsOf(state: CarriedState): NamedTensors
  /** Makes some steps, within one epoch. Blocks this thread. */
  advance(state: Pick<GenerativeState, 'counters' | 'carried'>, steps: number): Promise<GenerativeResult>
  /** Mean losses on the validation rows; null where the family has none. */
  validate(weights: NamedTensors): Promise<Readonly<Record<string, number>> | null>
  /** As many samples as the spec asks for, of the run's fixed noise. */
  sample(weights: NamedTensors): Promise<Float32Array>
  release(): Promise<void>
}

/** Throws GraphError where a number is not in the range that the model makes. */
function checkRange({ range: [least, most] }: GenerativeModel, { features }: GenerativeTable): void {
  const bad = features.find((value) => !(value >= least && value <= most))
  if (bad !== undefined) throw new GraphError(`the model is for numbers from ${least} to ${most}, not for ${bad}`)
}

/**
 * Compiles a run and makes its sessions. Throws StudioError('too-few-rows') where there is nothing to train on, and GraphError
 * where the model and the rows, or the model and the training spec, don't fit.
 */
export async function createGenerativeSession(
  spec: GenerativeModelSpec,
  training: GenerativeTraining,
  table: GenerativeTable,
): Promise<GenerativeSession> {
  const { batchSize, seed, threads } = training
  const model = buildGenerativeModel(spec, table.inputs)
  checkRange(model, table)
  const plan = planGeneration(training, model, table.split)
  const compiled = compileGenerativeLoop({
    model,
    inputs: table.inputs,
    batchSize,
    optimizerOf: (network) => networkOptimizer(training, network),
  })
  const loop = await createGenerativeLoopSession(compiled, table, threads)
  const evaluation = await createGenerativeEvaluation(model, table, seed, threads)
  const sampler = await createSampler(model, seed, threads)
  const orderOf = orderMemory(plan)
  const stateFrom = (weights: NamedTensors, slots: NamedTensors): CarriedState =>
    new Map([...packState(compiled.weights, weights), ...packState(compiled.slots, slots)])
  return {
    model,
    plan,
    stateFrom,
    initialState: () => stateFrom(initialWeights(partsOf(model), seed), new Map()),
    weightsOf: (state) => unpackState(compiled.weights, state),
    slotsOf: (state) => unpackState(compiled.slots, state),
    advance: ({ carried, counters }, steps) => {
      const order = rowsOfSteps(plan, orderOf(counters.epoch), counters.epochSteps, steps)
      const tables = stepTables(model, training, compiled.keysPerStep, plan.rateOf, counters.step, steps)
      return loop.run({ state: carried, steps, order, ...tables })
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
