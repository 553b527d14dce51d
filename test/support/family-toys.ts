/** A small problem for each predictive family, each with dropout, where it can be on rows of different lengths. */
import { articleLstm, articleRnn, articleTransformer } from '../../compute/spec/article-models.ts'
import type { ModelSpec } from '../../compute/spec/model.ts'
import { trainRun, type TrainRunOptions } from '../../compute/train/train-run.ts'
import type { TrainingTable } from '../../compute/train/training-table.ts'
import { augmentedToys, tokenTable } from './augmented-toys.ts'
import { remainsOf } from './interrupted-runs.ts'
import { plainBert, plainDesign } from './plain-models.ts'
import { toyModel, toyRun, toyTable, toyTraining } from './toy-run.ts'

/** The toy table read as 6 steps of 2 numbers, of which some sequences have only the first few. */
export function paddedTable(): TrainingTable {
  const table = toyTable(288, 12)
  table.features.forEach((_, index) => {
    const [row, step] = [Math.floor(index / 12), Math.floor((index % 12) / 2)]
    if (step > 2 + (row % 4)) table.features[index] = NaN
  })
  return table
}

const sequence = { steps: 6, features: 2, lengths: 'variable' } as const
const image = { channels: 2, height: 7, width: 6 }
const numbers = () => toyTable(288, 6)
const pictures = () => toyTable(288, 84)
const picturesAndNumbers = () => toyTable(288, 6 + 84)

export const familyToys = {
  MLP: { model: toyModel, data: numbers },
  'plain CNN': {
    model: {
      family: 'cnn',
      image,
      design: plainDesign([8, 16], [24], { dropout: 0.2 }),
    },
    data: pictures,
  },
  'residual CNN': {
    model: {
      family: 'cnn',
      image,
      design: {
        kind: 'residual',
        channels: [8, 16],
        blocks: 1,
        activation: 'relu',
        normalization: 'batch',
        dropout: 0.1,
      },
    },
    data: pictures,
  },
  fusion: {
    model: {
      family: 'fusion',
      image,
      design: plainDesign([8], [], { dropout: 0 }),
      vector: 10,
      hidden: [12],
      joint: [16],
      activation: 'relu',
      dropout: 0.2,
    },
    data: picturesAndNumbers,
  },
  RNN: { model: { ...articleRnn(6, 2, 9), sequence, layers: 2, dropout: 0.3 }, data: paddedTable },
  LSTM: {
    model: { ...articleLstm(6, 2, 9), sequence, layers: 2, bidirectional: true, dropout: 0.3 },
    data: paddedTable,
  },
  GRU: {
    model: { ...articleLstm(6, 2, 9), cell: 'gru', sequence, layers: 2, pooling: 'mean', dropout: 0.3 },
    data: paddedTable,
  },
  Transformer: {
    model: {
      ...articleTransformer(6, 8, 2, 2),
      sequence,
      feedForward: 16,
      projectsInput: true,
      positions: 'learned',
      dropout: 0.2,
    },
    data: paddedTable,
  },
  BERT: {
    model: {
      ...plainBert,
      tokens: { length: 6, vocabulary: 11 },
      width: 8,
      heads: 2,
      layers: 2,
      feedForward: 16,
      positions: 8,
    },
    data: tokenTable,
  },
} satisfies Record<string, { readonly model: ModelSpec; readonly data: () => TrainingTable }>
export type FamilyToyName = keyof typeof familyToys
export const familyToyNames = Object.keys(familyToys) as FamilyToyName[]

const allToys = { ...familyToys, ...augmentedToys }
/** A toy of a family, or one that is changed at random on top of it. */
export type ToyName = keyof typeof allToys
export const toyNames = Object.keys(allToys) as ToyName[]

/** A run of that toy, with two threads, of so many epochs that it has a checkpoint on its way where it rests at each look. */
export function familyRun(name: ToyName, changes: Partial<TrainRunOptions> = {}): TrainRunOptions {
  const { model, data, ...toy } = allToys[name]
  const own = 'training' in toy ? toy.training : {}
  return toyRun({ model, data: data(), training: { ...toyTraining, epochs: 40, threads: 2, ...own }, ...changes })
}

/** What the run of that toy ends with when nothing disturbs it. */
export async function trainedAlone(name: ToyName, path: string) {
  await trainRun(familyRun(name, { checkpointPath: path }))
  return remainsOf(path)
}
