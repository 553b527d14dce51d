/**
 * How rows are divided into those that are learned from, those that are watched while learning, and those that judge.
 *
 * A closed table of ways; each has one file in compute/data/split.
 */
import { z } from 'zod'

export const parts = ['train', 'validation', 'test'] as const
export type Part = (typeof parts)[number]

const column = z.string().min(1)
/** Which of how many folds judges; the others are learned from. */
const fold = { folds: z.int().min(2).max(50), fold: z.int().min(0).max(49) }

export const splitMethodSchema = z.discriminatedUnion('kind', [
  /** By chance; with `stratify` each class by itself. */
  z.object({ kind: z.literal('random') }),
  /** By chance, but rows with the same value of a column stay together. */
  z.object({ kind: z.literal('group'), column }),
  /** The oldest rows are learned from, the newest judge; rows of one time stay together. */
  z.object({ kind: z.literal('time'), column }),
  /** As a column says. A row with another value is in no part; without values for validation, rows to watch are drawn from training. */
  z.object({
    kind: z.literal('given'),
    column,
    values: z.object({ train: z.array(z.string()), validation: z.array(z.string()), test: z.array(z.string()) }),
  }),
  /** k-fold (scikit-learn's KFold, with `stratify` StratifiedKFold), shuffled anew for each repeat. */
  z.object({
    kind: z.literal('folds'),
    ...fold,
    repeat: z.int().min(0).max(99),
    /** How often a whole cross-validation is repeated; once where not given. */
    repeats: z.int().min(1).max(10).optional(),
  }),
  /** k-fold with the rows of a group in one fold (GroupKFold). */
  z.object({ kind: z.literal('group-folds'), column, ...fold }),
  /** Each fold judges on rows newer than all that it learned from (TimeSeriesSplit). */
  z.object({ kind: z.literal('time-folds'), column, ...fold }),
])
export type SplitMethod = z.infer<typeof splitMethodSchema>
export type SplitKind = SplitMethod['kind']

/** What each way divides by, beside chance. */
export const splitColumns = {
  random: null,
  group: 'groups',
  time: 'times',
  given: 'parts',
  folds: null,
  'group-folds': 'groups',
  'time-folds': 'times',
} as const satisfies Record<SplitKind, 'groups' | 'times' | 'parts' | null>

/**
 * Shares of the rows, which sum to 1, and the way. `stratify` keeps the class shares alike in each part (classification only).
 *
 * Specs that were saved before there were other ways have no `method`: they are divided by chance.
 */
export const splitSchema = z
  .object({
    train: z.number().positive(),
    validation: z.number().positive(),
    test: z.number().positive(),
    stratify: z.boolean(),
    method: splitMethodSchema.optional(),
    /**
     * Whether chance goes by what rows hold and not by where they stand: the same rows in another order, as after another
     * import, are divided in the same way.
     */
    byContent: z.boolean().optional(),
    /**
     * Whether rows stay in the parts in which they were at first, also after some were left out or given another class, and
     * after another import with more or fewer of them. Only what came later is dealt out anew.
     */
    lasting: z.boolean().optional(),
  })
  .refine((split) => Math.abs(split.train + split.validation + split.test - 1) < 1e-6, {
    error: 'shares must sum to 1',
  })
export type SplitSpec = z.infer<typeof splitSchema>

/** The way a spec divides rows. */
export function methodOf({ method }: Pick<SplitSpec, 'method'>): SplitMethod {
  return method ?? { kind: 'random' }
}

/** The split with another way. By chance is written as none, as it is where nothing else was ever asked for. */
export function withMethod(split: SplitSpec, method: SplitMethod): SplitSpec {
  const { train, validation, test, stratify, byContent, lasting } = split
  const shares = {
    ...{ train, validation, test, stratify },
    ...(byContent === undefined ? {} : { byContent }),
    ...(lasting === undefined ? {} : { lasting }),
  }
  return method.kind === 'random' ? shares : { ...shares, method }
}

/** The splits of a whole cross-validation, one for each of its runs; the split alone where there are no folds. */
export function allFolds(split: SplitSpec): SplitSpec[] {
  const method = methodOf(split)
  if (!('fold' in method)) return [split]
  const repeats = method.kind === 'folds' ? (method.repeats ?? 1) : 1
  return Array.from({ length: repeats * method.folds }, (_, at) => {
    const fold = at % method.folds
    const repeat = Math.floor(at / method.folds)
    return { ...split, method: method.kind === 'folds' ? { ...method, fold, repeat } : { ...method, fold } }
  })
}

/** The column that rows are divided by, or null. */
export function splitColumnOf(split: Pick<SplitSpec, 'method'>): string | null {
  const method = methodOf(split)
  return 'column' in method ? method.column : null
}

/** A part as it comes out: what is shown before training. */
const partSummarySchema = z.object({
  rows: z.number(),
  /** Rows of each of the summary's labels; empty for amounts. */
  classes: z.array(z.number()),
  /** Mean of the target; null for classes. */
  mean: z.number().nullable(),
  /** Oldest and newest row in milliseconds since 1970 (or the number that orders them); null where time plays no part. */
  from: z.number().nullable(),
  to: z.number().nullable(),
  /** Different groups; null where there are none. */
  groups: z.number().nullable(),
})

export const splitSummarySchema = z.object({
  /** The most frequent classes, at most eight. */
  labels: z.array(z.string()),
  /** Classes beyond those. */
  moreLabels: z.number(),
  parts: z.object({ train: partSummarySchema, validation: partSummarySchema, test: partSummarySchema }),
  /** Rows without a target, and rows with one that are in no part all the same. */
  withoutTarget: z.number(),
  inNoPart: z.number(),
  /** Whether `from` and `to` are dates. */
  dated: z.boolean(),
})
export type SplitSummary = z.infer<typeof splitSummarySchema>
