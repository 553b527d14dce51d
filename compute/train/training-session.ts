/** What a run computes with: its compiled loop and evaluation over its table, and the way in and out of their states. */
import { targetFormOf } from '../data/training-table.ts'
import { channelBlock } from '../graph/lower/channel-block.ts'
import { GraphError } from '../graph/shape.ts'
import { buildModel } from '../models/families.ts'
import { initialWeights, type NamedTensors } from '../models/weights.ts'
import { createLoss, createSoftLoss } from '../nn/losses/losses.ts'
import type { Optimizer } from '../optim/optimizer.ts'
import { createOptimizer } from '../optim/optimizers.ts'
import { averaging } from '../optim/weight-average.ts'
import type { Task } from '../spec/dataset.ts'
import { randomBits } from '../spec/random.ts'
import type { ModelSpec } from '../spec/model.ts'
import { targetForms } from '../spec/target-form.ts'
import type { TrainingSpec } from '../spec/training.ts'
import { augmentationOf, mixingOf, seriesAugmentationOf } from './batch-augmentation.ts'
import { classWeightsOf } from './class-weights.ts'
import { createEvaluationSession } from './evaluation-session.ts'
import { gradientApart } from './gradient-divergence.ts'
import { compileLoop } from './loop-compiler.ts'
import { createLoopSession, type LoopCall, type LoopResult } from './loop-session.ts'
import { chooseParameters } from './parameter-choice.ts'
import { compiledSettings, noPrograms } from './program-cache.ts'
import { resultWeights } from './result-weights.ts'
import { initialCounters, type RunState, type Validation } from './run-state.ts'
import type { SessionOptions } from './session-options.ts'
import { type CarriedState, packState, unpackState } from './state-layout.ts'
import { learningRateOf, orderMemory, planTraining, rowsOfSteps, type TrainingPlan } from './training-plan.ts'
import { featureForm } from './table-features.ts'
import type { TrainingProgram } from './training-program.ts'
import type { TrainingData } from './training-table.ts'

export interface AdvanceOptions {
  /** Learning rates other than the schedule's. */
  readonly rateAt?: ((step: number) => number) | undefined
  /** A state that nobody needs any more, for the new one to be written over. */
  readonly into?: CarriedState | undefined
}

export interface TrainingSession {
  readonly plan: TrainingPlan
  /** The state that a run begins with. */
  initialState(): CarriedState
  /** A carried state from weights and slots that were kept. */
  stateFrom(weights: NamedTensors, slots: NamedTensors): CarriedState
  /** Weights and running statistics, as views into a state. */
  weightsOf(state: CarriedState): NamedTensors
  /** What a run of that state gives: its weights, or where they are averaged their average, and running statistics. */
  resultOf(state: RunState): NamedTensors
  /** The optimiser's slots, as views into a state. */
  slotsOf(state: CarriedState): NamedTensors
  /** Makes some steps, within one epoch. Blocks this thread. */
  advance(state: RunState, steps: number, how?: AdvanceOptions): Promise<LoopResult>
  /**
   * The compiled loop, what it is given for the first steps of a run (at most as many as an epoch has), and their losses.
   */
  program(steps: number): Promise<TrainingProgram>
  /** Loss and score on the validation rows. */
  validate(weights: NamedTensors): Promise<Validation>
  /** The layer where the gradients of the step after a state are no numbers; null where all are finite. */
  gradientApart(state: RunState): Promise<string | null>
  /** Milliseconds that steps have waited for rows. */
  waited(): number
  release(): Promise<void>
}

/** What depends on the steps alone: a row a step, as the loop takes it. */
function stepTables(
  plan: TrainingPlan,
  optimizer: Optimizer,
  rates: readonly number[],
  learningRateAt: (step: number) => number,
  first: number,
  steps: number,
) {
  const width = optimizer.coefficients(0, 1).length * rates.length
  const coefficients = new Float32Array(steps * width)
  const keys = new Uint32Array(steps * plan.keysPerStep)
  for (let index = 0; index < steps; index++) {
    const step = first + index
    const learningRate = learningRateAt(step)
    coefficients.set(
      rates.flatMap((rate) => optimizer.coefficients(step, rate * learningRate)),
      index * width,
    )
    for (let layer = 0; layer < plan.keysPerStep; layer++) {
      keys[index * plan.keysPerStep + layer] = randomBits(plan.training.seed, 'dropout', layer, step)
    }
  }
  return { coefficients, keys }
}

/** Settings that each call is given, or that are looked after between calls: no program is compiled from them. */
const notCompiled = ['epochs', 'learningRate', 'schedule', 'earlyStopping', 'split', 'seed'] as const

/**
 * Compiles a run and makes its sessions.
 *
 * @throws StudioError('too-few-rows') where there is nothing to train on
 */
export async function createTrainingSession(
  spec: ModelSpec,
  training: TrainingSpec,
  task: Task,
  table: TrainingData,
  { startFrom = new Map(), device = 'cpu', programs = noPrograms }: SessionOptions = {},
): Promise<TrainingSession> {
  const model = buildModel(spec, table.inputs, table.outputs)
  const outline = planTraining(training, model, table.split, table.targets)
  const { batchSize, weightDecay, gradientClip, threads, seed } = training
  const plain = createOptimizer(training.optimizer, weightDecay)
  const optimizer = training.averaging === null ? plain : averaging(plain, training.averaging.decay)
  const decays = weightDecay > 0
  const target = targetFormOf(table)
  if (targetForms[target.kind].task !== task) throw new GraphError(`${target.kind} are no targets for ${task}`)
  const classWeights = classWeightsOf(training.loss, table, outline.rows)
  const loss = createLoss(target.kind, training.loss, classWeights)
  const form = featureForm(table)
  const mix = mixingOf(spec, table, training)
  const options = {
    model,
    task,
    target,
    // Rows that are judged have one class each, whatever rows that are learned from are mixed of.
    loss: mix === undefined ? loss : createSoftLoss(training.loss, classWeights),
    ...form,
    batchSize,
    optimizer,
    decays,
    gradientClip,
    accumulation: training.accumulation,
    augment: augmentationOf(spec, table.inputs, training),
    augmentPairs: mix ?? seriesAugmentationOf(table, training),
    parameterChoice: training,
    threads,
  }
  // Only the processor's own kernels know its order of channels.
  const runsOn = device === 'cpu' ? await channelBlock() : 'device'
  const { inputs, outputs } = table
  const weights = [...(classWeights ?? [])]
  const from = {
    spec,
    training: compiledSettings(training, notCompiled),
    task,
    target,
    inputs,
    outputs,
    form,
    weights,
    runsOn,
    window: table.window ?? null,
  }
  const compiled = programs.program(from, () => compileLoop(options, runsOn))
  const plan = { ...outline, keysPerStep: compiled.keysPerStep }
  const loop = await createLoopSession(compiled, table, threads, device)
  const evaluation = await createEvaluationSession(model, loss, table, table.split.validation, threads, device)
  const orderOf = orderMemory(plan)
  const weightLayout = [...compiled.parameters, ...compiled.frozen, ...compiled.buffers]
  const stateFrom = (weights: NamedTensors, slots: NamedTensors): CarriedState =>
    new Map([...packState(weightLayout, weights), ...packState(compiled.slots, slots)])

  const firstWeights = () => initialWeights(model, seed, startFrom)
  /** What the loop is given for some steps that follow a state. */
  function callOf({ carried, counters }: RunState, steps: number, rateAt: (step: number) => number): LoopCall {
    return {
      state: carried,
      steps,
      order: rowsOfSteps(plan, orderOf, counters, steps),
      ...stepTables(plan, optimizer, compiled.rates, rateAt, counters.step, steps),
    }
  }

  return {
    plan,
    stateFrom,
    initialState: () => stateFrom(firstWeights(), new Map()),
    weightsOf: (state) => unpackState(weightLayout, state),
    slotsOf: (state) => unpackState(compiled.slots, state),
    resultOf: ({ carried, counters }) =>
      resultWeights(unpackState(weightLayout, carried), unpackState(compiled.slots, carried), counters.step),
    advance: (state, steps, { rateAt, into } = {}) => {
      const planned = (step: number) => learningRateOf(plan, step, state.counters.plateau)
      return loop.run({ ...callOf(state, steps, rateAt ?? planned), into })
    },
    program: async (wanted) => {
      const steps = Math.min(wanted, plan.stepsPerEpoch)
      const state = { carried: stateFrom(firstWeights(), new Map()), counters: initialCounters, best: null }
      const call = callOf(state, steps, (step) => learningRateOf(plan, step))
      // The file is for any processor, and its losses are those of the file.
      const portable = compileLoop(options)
      const elsewhere = await createLoopSession(portable, table, threads)
      try {
        const { losses } = await elsewhere.run(call)
        return { file: portable.file, feeds: await elsewhere.feeds(call), losses: { losses } }
      } finally {
        await elsewhere.release()
      }
    },
    validate: (weights) => evaluation.evaluate(weights),
    gradientApart: async (state) => {
      const feeds = await loop.feeds(callOf(state, 1, (step) => learningRateOf(plan, step, state.counters.plateau)))
      const { trained } = chooseParameters(model.parameters, training)
      return gradientApart(options, trained, { weights: unpackState(weightLayout, state.carried), feeds })
    },
    waited: () => loop.waited(),
    release: async () => {
      await loop.release()
      await evaluation.release()
    },
  }
}
