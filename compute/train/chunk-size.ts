/** How many steps one native call makes: found by measuring, so that a call takes 50 to 100 ms on any machine and model. */

/** What a call should take, in milliseconds: short enough to answer a pause at once, long enough to cost nothing. */
const aim = 75
/** A call is never this many times longer than the one before: the first ones are slower than those that follow. */
const fastestGrowth = 16

export interface ChunkSize {
  /** Steps to make next, when so many are left. */
  next(left: number): number
  /** Says what a call of some steps took. */
  measured(steps: number, milliseconds: number): void
}

export function createChunkSize(): ChunkSize {
  let size = 1
  return {
    next: (left) => Math.min(left, size),
    measured: (steps, milliseconds) => {
      const fitting = Math.floor((aim / Math.max(milliseconds, 0.01)) * steps)
      size = Math.max(1, Math.min(fitting, steps * fastestGrowth))
    },
  }
}
