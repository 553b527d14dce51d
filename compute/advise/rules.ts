/**
 * The guide's rules as tables: what to begin with for how many rows and for how much time.
 *
 * They were tried on iris, wine, breast cancer, penguins, digits, diabetes and life expectancy (5 to 10 splits each):
 * between neighbouring settings the differences there are mostly smaller than those between two splits of the same data.
 * So the rules lean on what is generally advised, and keep to one rule a row.
 */
import type { timeBudgets } from '../spec/advice.ts'
import type { SplitSpec } from '../spec/split.ts'

/** The seed that a recommendation proposes. Any other would do. */
export const firstSeed = 1

/** Under this many rows with a target, more data helps more than anything else (scikit-learn's map: "> 50 samples?"). */
export const advisableRows = 50

export interface SizeRule {
  /** The rule holds up to this many rows with a target. */
  readonly upTo: number
  /** Units of the first hidden layer. */
  readonly width: number
  /** Small batches regularise and small data need the steps; large ones use the machine (Keskar et al. 2017). */
  readonly batchSize: number
  /**
   * For classes only (Srivastava et al. 2014: the fewer the data, the more it helps). It widens the spread of the outputs
   * while training, which classes don't mind and amounts do: diabetes and life expectancy got worse by it.
   */
  readonly dropout: number
  /** Adam's usual 0.001 for wide layers; narrow ones stand, and short runs need, larger steps. */
  readonly learningRate: number
  /** Of very few rows a larger share to judge by, or one row decides; of very many a smaller one is enough. */
  readonly split: Pick<SplitSpec, 'train' | 'validation' | 'test'>
}

export const sizeRules: readonly SizeRule[] = [
  {
    upTo: 250,
    width: 64,
    batchSize: 16,
    dropout: 0.1,
    learningRate: 0.002,
    split: { train: 0.6, validation: 0.2, test: 0.2 },
  },
  {
    upTo: 2_000,
    width: 64,
    batchSize: 32,
    dropout: 0.1,
    learningRate: 0.002,
    split: { train: 0.7, validation: 0.15, test: 0.15 },
  },
  {
    upTo: 10_000,
    width: 128,
    batchSize: 64,
    dropout: 0.1,
    learningRate: 0.002,
    split: { train: 0.7, validation: 0.15, test: 0.15 },
  },
  {
    upTo: 100_000,
    width: 256,
    batchSize: 256,
    dropout: 0.1,
    learningRate: 0.002,
    split: { train: 0.7, validation: 0.15, test: 0.15 },
  },
  {
    upTo: Infinity,
    width: 256,
    batchSize: 1024,
    dropout: 0,
    learningRate: 0.002,
    split: { train: 0.8, validation: 0.1, test: 0.1 },
  },
]

/**
 * With thousands of terms as inputs a network soon knows its training texts by heart. Measured on 10,072 film reviews in
 * English and 8,000 book reviews in Chinese: with these it does as well as a logistic regression, or 1 % better; with the
 * rules for tables its best epoch is the first one.
 */
export const textRule = { dropout: 0.5, learningRate: 0.001 } as const

export interface BudgetRule {
  /** What the training may take on this machine. */
  readonly seconds: number
  /** Hidden widths as shares of the size rule's width. */
  readonly shape: readonly number[]
  readonly mostEpochs: number
  /** Epochs without improvement until early stopping; a share of the planned ones where those are few. */
  readonly patience: number
}

export const budgetRules = {
  quick: { seconds: 10, shape: [0.5], mostEpochs: 60, patience: 10 },
  balanced: { seconds: 60, shape: [1, 0.5], mostEpochs: 150, patience: 25 },
  thorough: { seconds: 600, shape: [2, 1, 0.5], mostEpochs: 400, patience: 60 },
} as const satisfies Record<(typeof timeBudgets)[number], BudgetRule>

/** However little time there is, fewer epochs than this teach nothing. */
export const leastEpochs = 5
/** Layers are never made narrower than this to save space or time. */
export const leastWidth = 4
/** Decoupled weight decay, PyTorch's default for AdamW (Loshchilov and Hutter 2019). */
export const weightDecay = 0.01
/** Longest gradient that a step follows as it is: a guard against rare outliers (Pascanu et al. 2013). */
export const gradientClip = 1

/** The size rule for that many rows. */
export function sizeRuleFor(rows: number): SizeRule {
  return sizeRules.find(({ upTo }) => rows <= upTo) ?? sizeRules.at(-1)!
}
