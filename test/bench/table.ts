/** The benchmark's table: what is measured of a case, and how a row of it reads. */
import { operationsOf } from './arithmetic.ts'
import { type BenchCase, caseTitle } from './cases.ts'
import type { FreshCost } from './fresh.ts'

export interface Row {
  readonly bench: BenchCase
  readonly threads: number
  /** Pairs that were measured. */
  readonly pairs: number
  /** The day and time by which its run is told from others. */
  readonly measured: string
  /** Milliseconds a step by the clock. */
  readonly ours: number
  readonly theirs: number
  readonly ratio: number
  /** The middle half of the pairs' ratios. */
  readonly spread: readonly [number, number]
  /** The ratio of processor time, which other programs on the machine touch less. */
  readonly processorRatio: number
  /** Milliseconds a step of PyTorch compiled by torch.compile, where that can be; null where it wasn't asked for. */
  readonly compiled: number | 'not available' | null
  /** Milliseconds that torch.compile takes to the end of a first step. */
  readonly compiledFirst: number | null
  /** Milliseconds a step of TensorFlow.js, or why there are none; null where it wasn't asked for. */
  readonly tensorFlow: number | string | null
  /** Floating-point operations a second of a large product of matrices, with as many threads. */
  readonly productSpeed: number
  /** What a fresh process of either pays; null where it wasn't asked for. */
  readonly fresh: { readonly ours: FreshCost; readonly theirs: FreshCost; readonly tensorFlow: FreshCost | null } | null
}

const ascending = (values: readonly number[]) => values.toSorted((a, b) => a - b)
export const quantile = (values: readonly number[], share: number) =>
  ascending(values)[Math.round((values.length - 1) * share)] ?? NaN
export const median = (values: readonly number[]) => quantile(values, 0.5)

const cell = (value: number) => value.toPrecision(3)
const whole = (value: number) => value.toFixed(0)

/** The share of the machine's speed at large products that a step reaches. */
function shareOfPeak({ bench, ours, productSpeed }: Row): string {
  const operations = operationsOf(bench)
  return operations === null ? 'not counted' : `${whole((100 * operations) / (ours / 1000) / productSpeed)} %`
}

const orWords = (value: number | string | null) => (typeof value === 'number' ? cell(value) : (value ?? '–'))
const ofFresh = (row: Row, of: (fresh: NonNullable<Row['fresh']>) => number | undefined) => {
  const value = row.fresh === null ? undefined : of(row.fresh)
  return value === undefined ? '–' : whole(value)
}
const megabytes = (cost: FreshCost | null) => (cost === null ? undefined : cost.peak / 1e6)

/** The fastest of the peers by its time. */
function ratioToFastest({ ours, theirs, compiled, tensorFlow }: Row): number {
  const times = [theirs, compiled, tensorFlow].filter((time) => typeof time === 'number')
  return ours / Math.min(...times)
}

/** The columns, by their heads. */
const columns: readonly (readonly [string, (row: Row) => string])[] = [
  ['model', ({ bench }) => caseTitle(bench)],
  ['threads', ({ threads }) => String(threads)],
  ['ms a step: ours', ({ ours }) => cell(ours)],
  ['PyTorch', ({ theirs }) => cell(theirs)],
  ['torch.compile', ({ compiled }) => orWords(compiled)],
  ['TensorFlow.js', ({ tensorFlow }) => orWords(tensorFlow)],
  ['ratio', ({ ratio }) => cell(ratio)],
  ['middle half', ({ spread }) => spread.map(cell).join(' to ')],
  ['of processor time', ({ processorRatio }) => cell(processorRatio)],
  ['goal', ({ bench }) => String(bench.goal)],
  ['met', ({ bench, ratio }) => (ratio <= bench.goal ? 'yes' : 'no')],
  ['ratio to the fastest', (row) => cell(ratioToFastest(row))],
  ['share of the GEMM peak', shareOfPeak],
  ['first step, ms: ours', (row) => ofFresh(row, ({ ours }) => ours.first)],
  ['of it compiling', (row) => ofFresh(row, ({ ours }) => ours.compile)],
  ['first step: PyTorch', (row) => ofFresh(row, ({ theirs }) => theirs.first)],
  ['first step: torch.compile', ({ compiledFirst }) => (compiledFirst === null ? '–' : whole(compiledFirst))],
  ['first step: TensorFlow.js', (row) => ofFresh(row, ({ tensorFlow }) => tensorFlow?.first)],
  ['peak memory, MB: ours', (row) => ofFresh(row, ({ ours }) => megabytes(ours))],
  ['peak memory: PyTorch', (row) => ofFresh(row, ({ theirs }) => megabytes(theirs))],
  ['peak memory: TensorFlow.js', (row) => ofFresh(row, ({ tensorFlow }) => megabytes(tensorFlow))],
  ['pairs', ({ pairs }) => String(pairs)],
  ['measured', ({ measured }) => measured],
]

/** What the columns say, for a reader of the table. */
export const columnsText = [
  'PyTorch is eager PyTorch where nothing else is said. The ratio is ours to it, the median of the ratios of all pairs, each of which was',
  'measured in turns; "of processor time" is the same of processor time, which other programs on the machine touch less. "Ratio to the',
  'fastest" is ours to the fastest of the peers, of the median times. TensorFlow.js runs with its wasm backend in Node; where it lacks',
  'a kernel for a model’s gradients, that is named. First step and peak memory are of a process that has done nothing else, but',
  'torch.compile’s first step, which is made in the process that has run eager PyTorch before.',
].join('\n')

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

export const head: readonly string[] = [line(columns.map(([name]) => name)), line(columns.map(() => '---'))]

export const rowText = (row: Row) => line(columns.map(([, textOf]) => textOf(row)))
