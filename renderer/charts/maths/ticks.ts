/**
 * Where the marks of an axis go: round numbers, as many as there is room for.
 */

/** The round step (1, 2 or 5 times a power of ten) that cuts `span` into at most `count` parts. */
export function niceStep(span: number, count: number): number {
  if (!(span > 0) || !(count > 0)) return 1
  const raw = span / count
  const power = 10 ** Math.floor(Math.log10(raw))
  const mantissa = raw / power
  // A hair of tolerance: 0.2 / 10 must not become 0.05 because of the last bit.
  const round = mantissa <= 1 + 1e-9 ? 1 : mantissa <= 2 + 1e-9 ? 2 : mantissa <= 5 + 1e-9 ? 5 : 10
  return round * power
}

/** Multiples of `step` within [min, max], free of rounding noise such as 0.30000000000000004. */
export function multiples(min: number, max: number, step: number): number[] {
  const first = Math.ceil(min / step - 1e-9)
  const last = Math.floor(max / step + 1e-9)
  const ticks: number[] = []
  const decimals = Math.min(100, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)))
  for (let index = first; index <= last; index++) {
    const tick = Number((index * step).toFixed(decimals))
    ticks.push(tick === 0 ? 0 : tick)
  }
  return ticks
}

/** Round marks of a linear axis, at most `count` + 1 of them. */
export function linearTicks(min: number, max: number, count: number): number[] {
  if (!Number.isFinite(min) || !Number.isFinite(max) || max < min) return []
  if (max === min) return [min]
  return multiples(min, max, niceStep(max - min, count))
}

/** The same for things that come whole, such as epochs: never a step below 1. */
export function wholeTicks(min: number, max: number, count: number): number[] {
  if (!Number.isFinite(min) || !Number.isFinite(max) || max < min) return []
  return multiples(min, max, Math.max(1, niceStep(max - min, count)))
}

const timeSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400]

/** Marks of an axis of seconds: steps that people use for time (15 s, 5 min, 2 h), decimal ones below a second. */
export function timeTicks(min: number, max: number, count: number): number[] {
  if (!Number.isFinite(min) || !Number.isFinite(max) || max < min) return []
  const raw = (max - min) / count
  if (raw <= 0.5) return linearTicks(min, max, count)
  const step = timeSteps.find((candidate) => candidate >= raw) ?? 86_400 * niceStep((max - min) / 86_400, count)
  return multiples(min, max, step)
}

/**
 * Marks of a logarithmic axis: the powers of ten, with 2 and 5 between them where there is room; where
 * less than a decade is seen, round linear marks.
 */
export function logTicks(min: number, max: number, count: number): number[] {
  if (!(min > 0) || !(max >= min) || !Number.isFinite(max)) return []
  const decades = Math.log10(max / min)
  if (decades < 1) return linearTicks(min, max, count).filter((tick) => tick > 0)
  const mantissas = decades * 3 <= count + 1 ? [1, 2, 5] : [1]
  const every = Math.max(1, Math.ceil(decades / count))
  const ticks: number[] = []
  for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) {
    if (power % every !== 0) continue
    for (const mantissa of mantissas) {
      const tick = Number(`${mantissa}e${power}`)
      if (tick >= min * (1 - 1e-9) && tick <= max * (1 + 1e-9)) ticks.push(tick)
    }
  }
  return ticks
}
