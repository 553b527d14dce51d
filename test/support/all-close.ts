/** Comparing numbers with an oracle's, within a stated tolerance. */
import { expect } from 'vitest'

export interface Tolerance {
  /** Allowed difference as a share of the expected number. */
  readonly relative: number
  /** Allowed difference beside that, for numbers near zero. */
  readonly absolute: number
}

/** Fails where any number differs by more than `absolute + relative · |expected|`, and names the worst one. */
export function expectAllClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: Tolerance,
  what = '',
): void {
  expect(actual.length, `${what} length`).toBe(expected.length)
  let [worst, excess] = [-1, 1]
  for (let index = 0; index < expected.length; index++) {
    const [a, e] = [actual[index] ?? NaN, expected[index] ?? NaN]
    const share = a === e ? 0 : Math.abs(a - e) / (tolerance.absolute + tolerance.relative * Math.abs(e))
    if (!(share <= excess)) [worst, excess] = [index, share]
  }
  if (worst >= 0) {
    expect.fail(
      `${what}[${worst}] is ${actual[worst]}, expected ${expected[worst]}: ${excess.toPrecision(3)} times the tolerance`,
    )
  }
}
