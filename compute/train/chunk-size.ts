/**
 * How many steps one native call makes: found by measuring, so that a call takes 50 to 100 ms on any machine, and up to 400
 * where the state is so large that copying it in and out would be felt.
 */

/** What a call should take, in milliseconds: short enough to answer a pause at once, long enough to cost nothing. */
const usual = 75
/** More for each megabyte of state, which costs a call 0.3 to 0.7 ms: so that stays a small share. */
const perMegabyte = 4
const longest = 400
/** A call is never this many times longer than the one before: the first ones are slower than those that follow. */
const fastestGrowth = 16

export interface ChunkSize {
  /** Steps to make next, when so many are left. */
  next(left: number): number
  /** Says what a call of some steps took. */
  measured(steps: number, milliseconds: number): void
}

/** @param stateBytes size of what goes into each call and comes out again */
export function createChunkSize(stateBytes: number): ChunkSize {
  const aim = Math.min(longest, usual + (perMegabyte * stateBytes) / 1e6)
  let size = 1
  return {
    next: (left) => Math.min(left, size),
    measured: (steps, milliseconds) => {
      const fitting = Math.floor((aim / Math.max(milliseconds, 0.01)) * steps)
      size = Math.max(1, Math.min(fitting, steps * fastestGrowth))
    },
  }
}
