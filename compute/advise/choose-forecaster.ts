/**
 * A recurrent network for windows of series: how wide, with which cell, how trained.
 *
 * Gated units learn over many steps where plain ones forget; of the two, GRU has fewer weights and does as well on short
 * series (Chung et al. 2014), LSTM has a memory of its own for long ones. Beside both a linear model of the same windows is
 * hard to beat on few data (Zeng et al. 2023), so it comes second there; attention needs more of them (Zhou et al. 2021).
 */
import type { Limits, Recommendation } from '../spec/advice.ts'
import { message } from '../spec/message.ts'
import type { LstmSpec, NumericSequence } from '../spec/sequence-model.ts'
import { readSteps, type SeriesWindow } from '../spec/series-window.ts'
import { type ChosenModel, fitLimits, planTraining } from './choose-model.ts'
import type { MachineSpeed } from './machine-speed.ts'

/** What a choice is made for. */
export interface ForecastQuestion {
  readonly limits: Limits
  /** Windows that the rows make. */
  readonly windows: number
  readonly columns: number
  /** Inputs of each step. */
  readonly stepInputs: number
  readonly window: SeriesWindow
}

/** From so many windows of so long a history on, a memory of its own pays. */
const longMemory = { history: 100, windows: 20_000 } as const
/** Up to so many windows a linear model may well be the better one. */
const linearWindows = 5_000

/** Units by how many windows there are. */
const widths = [
  { upTo: 500, width: 16 },
  { upTo: 5_000, width: 32 },
  { upTo: Infinity, width: 64 },
] as const
/** Few windows need small batches, or there are too few steps to learn by. Measured on sunspots, orders and carbon dioxide. */
const batchSizes = [
  { upTo: 500, batchSize: 8 },
  { upTo: 1_500, batchSize: 16 },
  { upTo: 20_000, batchSize: 32 },
  { upTo: Infinity, batchSize: 128 },
] as const
const widthOf = (windows: number): number => widths.find(({ upTo }) => windows <= upTo)?.width ?? 64
const budgetShares = { quick: 0.5, balanced: 1, thorough: 2 } as const satisfies Record<Limits['budget'], number>

const sequenceOf = ({ window, stepInputs }: ForecastQuestion): NumericSequence => ({
  steps: readSteps(window),
  features: stepInputs,
  lengths: 'fixed',
})

/** Chooses by the rules. */
export function chooseForecaster(question: ForecastQuestion, speed: MachineSpeed, seed: number): ChosenModel<LstmSpec> {
  const { limits, windows, columns, window, stepInputs } = question
  const isLong = window.history >= longMemory.history && windows >= longMemory.windows
  const width = Math.round(widthOf(windows) * budgetShares[limits.budget])
  const inputs = stepInputs * readSteps(window)
  const asked = {
    task: 'regression' as const,
    limits,
    rows: windows,
    columns,
    texts: 0,
    inputs,
    outputs: window.horizon,
  }
  const training = {
    ...planTraining(asked, seed),
    batchSize: batchSizes.find(({ upTo }) => windows <= upTo)?.batchSize ?? 128,
    // What differs from a season before is little: large steps soon spoil it.
    learningRate: window.level === 'season' ? 0.001 : 0.003,
  }
  return fitLimits([width], limits, speed, ([hidden = width]) => ({
    model: {
      ...{ family: 'lstm', cell: isLong ? 'lstm' : 'gru', sequence: sequenceOf(question), tokens: null },
      ...{ embedding: 1, hidden, layers: 1, bidirectional: false, pooling: 'last', dropout: 0 },
    },
    ...{ training, rows: windows, columns, inputs, stepInputs, outputs: window.horizon },
  }))
}

/** For few windows the simplest model there is; for many one that looks at all steps at once. */
export function forecastRunnerUp(question: ForecastQuestion, { hidden }: LstmSpec): Recommendation['runnerUp'] {
  const { windows } = question
  if (windows <= linearWindows) {
    return {
      model: { family: 'mlp', hidden: [], activation: 'relu', normalization: 'none', dropout: 0 },
      when: message('advice.runnerUp.linearSeries', { windows }),
    }
  }
  const width = Math.max(8, hidden - (hidden % 4))
  return {
    model: {
      ...{ family: 'transformer', sequence: sequenceOf(question), tokens: null, width, heads: 4, layers: 2 },
      ...{ feedForward: 2 * width, activation: 'gelu', normalizeFirst: true, positions: 'learned' },
      ...{ projectsInput: true, causal: false, pooling: 'last', dropout: 0.1 },
    },
    when: message('advice.runnerUp.attentionSeries', { windows }),
  }
}
