/** How long work that goes on evenly will still take. */

/** Seconds that are left at a share of the whole; null before that can be told. */
export function timeLeft(): (fraction: number) => number | null {
  const started = performance.now()
  return (fraction) => {
    const seconds = (performance.now() - started) / 1000
    return seconds > 1 && fraction > 0 ? (seconds * (1 - fraction)) / fraction : null
  }
}
