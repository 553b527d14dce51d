/** What the benchmark measures: three MLPs with Adam, and the share of eager PyTorch's time that each may take. */

export interface BenchCase {
  /** Inputs, hidden widths, classes. */
  readonly widths: readonly number[]
  readonly batch: number
  /** Largest ratio of our time to PyTorch's that we accept. */
  readonly goal: number
  /** Steps in one measurement. */
  readonly steps: number
}

export const benchCases: readonly BenchCase[] = [
  { widths: [16, 64, 3], batch: 32, goal: 0.25, steps: 1500 },
  { widths: [784, 256, 10], batch: 64, goal: 0.8, steps: 150 },
  { widths: [784, 2048, 10], batch: 256, goal: 0.9, steps: 12 },
]

export const caseTitle = ({ widths, batch }: BenchCase) => `${widths.join('-')}, batch ${batch}`

/** Milliseconds a step: by the clock, and of processor time, of which each busy thread has its own. */
export interface StepTime {
  readonly wall: number
  readonly processor: number
}
