/** Counting what passed and what failed, over everything that a command ran. */

/** Numbers of tests. A step without tests of its own, such as the types, counts as one. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** One part of a check: what it is called, how it went, how long it took. */
export interface StepResult {
  readonly name: string
  readonly tally: Tally
  readonly seconds: number
  /** What the step printed, for the case that it failed; empty when it was shown as it came. */
  readonly output: string
}

/** Sums tallies. */
export function sumTallies(tallies: readonly Tally[]): Tally {
  const sum = (pick: (tally: Tally) => number): number => tallies.reduce((total, tally) => total + pick(tally), 0)
  return { passed: sum((t) => t.passed), failed: sum((t) => t.failed), skipped: sum((t) => t.skipped) }
}

/** The closing line that people and machines read: `12 passed, 0 failed`, with `, 1 skipped` where there are any. */
export function tallyLine(tally: Tally): string {
  const skipped = tally.skipped > 0 ? `, ${String(tally.skipped)} skipped` : ''
  return `${String(tally.passed)} passed, ${String(tally.failed)} failed${skipped}`
}

/** One line about a step. */
export function stepLine(step: StepResult): string {
  const mark = step.tally.failed > 0 ? '✗' : '✓'
  const { passed, failed, skipped } = step.tally
  const counts = passed + failed + skipped > 1 ? tallyLine(step.tally) : failed > 0 ? 'failed' : 'passed'
  return `${mark} ${step.name.padEnd(10)} ${`${step.seconds.toFixed(1)} s`.padStart(8)}   ${counts}`
}
