/** Measures what a run has spent on itself: laps, of which those that were pauses are thrown away. */

/** Gives the seconds since it was last asked, or made. */
export type Stopwatch = () => number

export function createStopwatch(): Stopwatch {
  let mark = performance.now()
  return () => {
    const since = mark
    mark = performance.now()
    return (mark - since) / 1000
  }
}
