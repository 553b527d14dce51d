/**
 * From rows, inputs and limits to a model and how to train it, with what was given up for the limits.
 */
import type { Limits } from '../spec/advice.ts'
import type { Task } from '../spec/dataset.ts'
import { message, type Message } from '../spec/message.ts'
import type { TableModelSpec } from '../spec/model.ts'
import { trainingDefaults, type TrainingSpec } from '../spec/training.ts'
import { type CostQuestion, epochSeconds, exportedBytes, predictionMs } from './cost.ts'
import type { MachineSpeed } from './machine-speed.ts'
import { budgetRules, gradientClip, leastEpochs, leastWidth, sizeRuleFor, weightDecay } from './rules.ts'

/** What a choice is made for. */
export interface ModelQuestion {
  readonly task: Task
  readonly limits: Limits
  /** Rows with a target. */
  readonly rows: number
  readonly columns: number
  readonly inputs: number
  readonly outputs: number
}

export interface ChosenModel {
  readonly model: TableModelSpec
  readonly training: TrainingSpec
  readonly question: CostQuestion
  /** What was made smaller or shorter for the limits. */
  readonly concessions: readonly Message[]
}

/** Chooses by the rules. */
export function chooseModel(asked: ModelQuestion, speed: MachineSpeed, seed: number): ChosenModel {
  const size = sizeRuleFor(asked.rows)
  const budget = budgetRules[asked.limits.budget]
  const wished = budget.shape.map((share) => Math.max(leastWidth, Math.round(size.width * share)))
  const training = firstTraining(asked, seed)
  const questionFor = (hidden: readonly number[]) => ({
    model: mlpOf(hidden, asked.task === 'classification' ? size.dropout : 0),
    training,
    rows: asked.rows,
    columns: asked.columns,
    inputs: asked.inputs,
    outputs: asked.outputs,
  })
  const { hidden, concessions } = fitLimits(wished, asked.limits, speed, questionFor)
  const question = questionFor(hidden)
  const planned = planEpochs(question, speed, budget)
  const plannedTraining = {
    ...training,
    epochs: planned.epochs,
    earlyStopping: { patience: Math.max(3, Math.min(budget.patience, Math.ceil(planned.epochs / 3))) },
  }
  return {
    model: question.model,
    training: plannedTraining,
    question: { ...question, training: plannedTraining },
    concessions: [...concessions, ...planned.concessions],
  }
}

function mlpOf(hidden: readonly number[], dropout: number): TableModelSpec {
  // Dropping units of layers that were made this narrow would leave too little.
  const dropped = hidden.some((width) => width < 16) ? 0 : dropout
  return { family: 'mlp', hidden: [...hidden], activation: 'relu', normalization: 'none', dropout: dropped }
}

function firstTraining({ task, limits, rows }: ModelQuestion, seed: number): TrainingSpec {
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
    split: { ...size.split, stratify: task === 'classification' },
    seed,
    threads: limits.threads,
  }
}

/** Makes all layers narrower, by a quarter at a time, until file and prediction are within the limits. */
function fitLimits(
  wished: readonly number[],
  limits: Limits,
  speed: MachineSpeed,
  questionFor: (hidden: readonly number[]) => CostQuestion,
): { hidden: readonly number[]; concessions: readonly Message[] } {
  const breaches: readonly [key: string, limit: number | null, costOf: (hidden: readonly number[]) => number][] = [
    ['advice.limits.file', limits.maxFileMb, (hidden) => exportedBytes(questionFor(hidden)) / 1e6],
    ['advice.limits.prediction', limits.maxPredictionMs, (hidden) => predictionMs(questionFor(hidden), speed)],
  ]
  let hidden = wished
  const concessions: Message[] = []
  for (const [key, limit, costOf] of breaches) {
    if (limit === null) continue
    const before = hidden
    while (costOf(hidden) > limit && hidden.some((width) => width > leastWidth)) {
      hidden = hidden.map((width) => Math.max(leastWidth, Math.floor(width * 0.75)))
    }
    if (costOf(hidden) > limit) {
      concessions.push(message(`${key}Impossible`, { limit, least: costOf(hidden) }))
    } else if (hidden !== before) {
      concessions.push(message(key, { limit, before: layersText(before), after: layersText(hidden) }))
    }
  }
  return { hidden, concessions }
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
