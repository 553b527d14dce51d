/** The benchmark's table: what is measured of a case, and how a row of it reads. */
import { operationsOf } from './arithmetic.ts'
import { type BenchCase, caseTitle } from './cases.ts'
import type { FreshCost } from './fresh.ts'

export interface Row {
  readonly bench: BenchCase
  readonly threads: number
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
  /** Floating-point operations a second of a large product of matrices, with as many threads. */
  readonly productSpeed: number
  /** What a fresh process of either pays; null where it wasn't asked for. */
  readonly fresh: { readonly ours: FreshCost; readonly theirs: FreshCost } | null
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

/** The columns, by their heads. */
const columns: readonly (readonly [string, (row: Row) => string])[] = [
  ['model', ({ bench }) => caseTitle(bench)],
  ['threads', ({ threads }) => String(threads)],
  ['ours, ms a step', ({ ours }) => cell(ours)],
  ['PyTorch, ms a step', ({ theirs }) => cell(theirs)],
  ['ratio', ({ ratio }) => cell(ratio)],
  ['middle half of the ratios', ({ spread }) => spread.map(cell).join(' to ')],
  ['goal', ({ bench }) => String(bench.goal)],
  ['met', ({ bench, ratio }) => (ratio <= bench.goal ? 'yes' : 'no')],
  ['ratio of processor time', ({ processorRatio }) => cell(processorRatio)],
  ['torch.compile, ms a step', ({ compiled }) => (typeof compiled === 'number' ? cell(compiled) : (compiled ?? '–'))],
  ['share of the GEMM peak', shareOfPeak],
  ['first step, ms: ours', ({ fresh }) => (fresh === null ? '–' : whole(fresh.ours.first))],
  ['of it compiling', ({ fresh }) => (fresh?.ours.compile === undefined ? '–' : whole(fresh.ours.compile))],
  ['first step, ms: PyTorch', ({ fresh }) => (fresh === null ? '–' : whole(fresh.theirs.first))],
  ['peak memory, MB: ours', ({ fresh }) => (fresh === null ? '–' : whole(fresh.ours.peak / 1e6))],
  ['peak memory, MB: PyTorch', ({ fresh }) => (fresh === null ? '–' : whole(fresh.theirs.peak / 1e6))],
]

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

export const head: readonly string[] = [line(columns.map(([name]) => name)), line(columns.map(() => '---'))]

export const rowText = (row: Row) => line(columns.map(([, textOf]) => textOf(row)))
