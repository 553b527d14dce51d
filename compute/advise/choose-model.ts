/**
 * From rows, inputs and limits to a model and how to train it, with what was given up for the limits.
 */
import type { Limits } from '../spec/advice.ts'
import type { Task } from '../spec/dataset.ts'
import { message, type Message } from '../spec/message.ts'
import type { MlpSpec, ModelSpec } from '../spec/model.ts'
import { trainingDefaults, type TrainingSpec } from '../spec/training.ts'
import { type CostQuestion, epochSeconds, exportedBytes, predictionMs } from './cost.ts'
import type { MachineSpeed } from './machine-speed.ts'
import { budgetRules, gradientClip, leastEpochs, leastWidth, sizeRuleFor, textRule, weightDecay } from './rules.ts'

/** What a choice is made for. */
export interface ModelQuestion {
  readonly task: Task
  readonly limits: Limits
  /** Rows with a target. */
  readonly rows: number
  readonly columns: number
  /** How many of the columns hold texts. */
  readonly texts: number
  readonly inputs: number
  readonly outputs: number
  /** Inputs that are numbers of categories, where vectors are to be learned for those. */
  readonly embedded?: NonNullable<MlpSpec['embedded']>
}

export interface ChosenModel<Model extends ModelSpec = ModelSpec> {
  readonly model: Model
  readonly training: TrainingSpec
  readonly question: PlannedQuestion<Model>
  /** What was made smaller or shorter for the limits. */
  readonly concessions: readonly Message[]
}

/** A question whose model and training are still to be fitted to the limits. */
interface PlannedQuestion<Model> extends CostQuestion {
  readonly model: Model & ModelSpec
  readonly training: TrainingSpec
}

/** Chooses by the rules. */
export function chooseModel(asked: ModelQuestion, speed: MachineSpeed, seed: number): ChosenModel<MlpSpec> {
  const size = sizeRuleFor(asked.rows)
  const budget = budgetRules[asked.limits.budget]
  const wished = budget.shape.map((share) => Math.max(leastWidth, Math.round(size.width * share)))
  const planned = planTraining(asked, seed)
  const dropout = asked.texts > 0 ? textRule.dropout : size.dropout
  const training = asked.texts > 0 ? { ...planned, learningRate: textRule.learningRate } : planned
  const { embedded } = asked
  const chosen = fitLimits<MlpSpec>(wished, asked.limits, speed, (hidden) => ({
    model: {
      ...mlpOf(hidden, asked.task === 'classification' ? dropout : 0),
      ...(embedded === undefined ? {} : { categories: 'embedding', embedded }),
    },
    training,
    rows: asked.rows,
    columns: asked.columns,
    inputs: asked.inputs,
    outputs: asked.outputs,
  }))
  return { ...chosen, model: withoutExpected(chosen.model) }
}

/** What is embedded follows from the columns once they are looked at: before, it is needed for the costs alone. */
const withoutExpected = ({ embedded: _, ...model }: MlpSpec): MlpSpec => model

/** Fits widths and epochs to the limits. @param questionFor what a model of some widths costs is asked with this */
export function fitLimits<Model extends ModelSpec>(
  wished: readonly number[],
  limits: Limits,
  speed: MachineSpeed,
  questionFor: (widths: readonly number[]) => PlannedQuestion<Model>,
): ChosenModel<Model> {
  const budget = budgetRules[limits.budget]
  const { widths, concessions } = fitWidths(wished, limits, speed, questionFor)
  const question = questionFor(widths)
  const planned = planEpochs(question, speed, budget)
  const training = {
    ...question.training,
    epochs: planned.epochs,
    earlyStopping: { patience: Math.max(3, Math.min(budget.patience, Math.ceil(planned.epochs / 3))) },
  }
  return {
    model: question.model,
    training,
    question: { ...question, training },
    concessions: [...concessions, ...planned.concessions],
  }
}

function mlpOf(hidden: readonly number[], dropout: number): MlpSpec {
  // Dropping units of layers that were made this narrow would leave too little.
  const dropped = hidden.some((width) => width < 16) ? 0 : dropout
  return { family: 'mlp', hidden: [...hidden], activation: 'relu', normalization: 'none', dropout: dropped }
}

/** How to train before time was looked at. */
export function planTraining({ task, limits, rows }: ModelQuestion, seed: number): TrainingSpec {
  const size = sizeRuleFor(rows)
  return {
    ...trainingDefaults,
    epochs: budgetRules[limits.budget].mostEpochs,
    batchSize: size.batchSize,
    optimizer: { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    learningRate: size.learningRate,
    // Falls to nearly nothing by the last planned epoch; a short rise first, for Adam's moments to fill (Loshchilov and Hutter 2017).
    schedule: { kind: 'cosine', warmupEpochs: 1, floor: 0.01 },
    weightDecay,
    gradientClip,
    earlyStopping: null,
    split: { ...size.split, stratify: task === 'classification', byContent: true, lasting: true },
    seed,
    threads: limits.threads,
  }
}

/** Makes all layers narrower, by a quarter at a time, until file and prediction are within the limits. */
function fitWidths(
  wished: readonly number[],
  limits: Limits,
  speed: MachineSpeed,
  questionFor: (widths: readonly number[]) => CostQuestion,
): { widths: readonly number[]; concessions: readonly Message[] } {
  const breaches: readonly [key: string, limit: number | null, costOf: (widths: readonly number[]) => number][] = [
    ['advice.limits.file', limits.maxFileMb, (widths) => exportedBytes(questionFor(widths)) / 1e6],
    ['advice.limits.prediction', limits.maxPredictionMs, (widths) => predictionMs(questionFor(widths), speed)],
  ]
  let widths = wished
  const concessions: Message[] = []
  for (const [key, limit, costOf] of breaches) {
    if (limit === null) continue
    const before = widths
    while (costOf(widths) > limit && widths.some((width) => width > leastWidth)) {
      widths = widths.map((width) => Math.max(leastWidth, Math.floor(width * 0.75)))
    }
    if (costOf(widths) > limit) {
      concessions.push(message(`${key}Impossible`, { limit, least: costOf(widths) }))
    } else if (widths !== before) {
      concessions.push(message(key, { limit, before: layersText(before), after: layersText(widths) }))
    }
  }
  return { widths, concessions }
}

/** Hidden widths as people read them: 64 · 32. */
export function layersText(hidden: readonly number[]): string {
  return hidden.join(' · ')
}

/** As many epochs as the time budget allows, within the budget's own bounds. */
function planEpochs(question: CostQuestion, speed: MachineSpeed, budget: { seconds: number; mostEpochs: number }) {
  const each = epochSeconds(question, speed)
  const affordable = Math.floor((budget.seconds - speed.setUpMs / 1000) / each)
  const epochs = Math.max(leastEpochs, Math.min(budget.mostEpochs, affordable))
  const concessions =
    affordable < leastEpochs
      ? [message('advice.limits.timeImpossible', { seconds: budget.seconds, epochs, needed: each * epochs })]
      : affordable < budget.mostEpochs
        ? [message('advice.limits.time', { seconds: budget.seconds, epochs })]
        : []
  return { epochs, concessions }
}
