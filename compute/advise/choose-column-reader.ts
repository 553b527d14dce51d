/**
 * A network that reads the number columns of a row as the steps of a sequence: how large, how it is trained.
 *
 * What a value means depends on those around it, which dense layers have to learn anew for each place. Gated units carry
 * along what came before (Hochreiter and Schmidhuber 1997; Cho et al. 2014).
 */
import { sequenceOfColumns } from '../data/preprocess/row-sequence.ts'
import type { Recommendation, WordReader } from '../spec/advice.ts'
import type { ColumnProfile } from '../spec/dataset.ts'
import { message, type Message } from '../spec/message.ts'
import { type ChosenModel, fitLimits, type ModelQuestion, planTraining } from './choose-model.ts'
import type { ChosenFeatures } from './choose-features.ts'
import { columnsInOrder } from './columns-in-order.ts'
import type { MachineSpeed } from './machine-speed.ts'
import { readingNetwork, type ReadingModel } from './reading-networks.ts'

const dropout = 0.1

/** Width and depth by how much time there is. */
const sizes = {
  quick: { width: 16, layers: 1 },
  balanced: { width: 32, layers: 1 },
  thorough: { width: 64, layers: 2 },
} as const satisfies Record<ModelQuestion['limits']['budget'], { width: number; layers: number }>

/** What is learned from: the columns in order, or those that a person has chosen among them. */
export function sequenceFeatures(
  columns: readonly ColumnProfile[],
  target: string,
  chosen: readonly string[] | null,
): ChosenFeatures {
  const steps = columnsInOrder(columns, target)
  const isStep = ({ name }: ColumnProfile) => steps.includes(name) && chosen?.includes(name) !== false
  return {
    features: columns.filter(isStep).map(({ name, kind }) => ({ column: name, kind })),
    leftOut: columns
      .filter((column) => column.name !== target && !isStep(column))
      .map(({ name }) => ({ column: name, reason: message('advice.leftOut.besideSequence') })),
  }
}

/** Chooses by the rules. */
export function chooseColumnReader(
  asked: ModelQuestion,
  network: WordReader,
  speed: MachineSpeed,
  seed: number,
): ChosenModel<ReadingModel> {
  const { width, layers } = sizes[asked.limits.budget]
  const { rows, columns, outputs } = asked
  const training = { ...planTraining(asked, seed), batchSize: rows < 2_000 ? 16 : 64, learningRate: 0.003 }
  const read = { sequence: sequenceOfColumns(columns), tokens: null }
  return fitLimits([width], asked.limits, speed, ([fitted = width]) => ({
    model: readingNetwork(network, read, { width: fitted, layers, dropout }),
    ...{ training, rows, columns, outputs, inputs: columns, stepInputs: 1 },
  }))
}

/** Why, with facts of this data. */
export function columnReaderReasons({ columns }: ModelQuestion, { model }: ChosenModel<ReadingModel>): Message[] {
  return [
    message('advice.reasons.readsColumns', { columns }),
    message(model.family === 'transformer' ? 'advice.reasons.attentionColumns' : 'advice.reasons.recurrenceColumns'),
  ]
}

/** What comes second: dense layers, to which the order of columns says nothing. */
export function columnReaderRunnerUp({ columns }: ModelQuestion): Recommendation['runnerUp'] {
  return {
    model: { family: 'mlp', hidden: [64, 32], activation: 'relu', normalization: 'none', dropout: 0.1 },
    when: message('advice.runnerUp.unordered', { columns }),
  }
}
