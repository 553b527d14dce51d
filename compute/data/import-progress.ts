/** How far an import is: each stage has its share of the whole, by what the stages took on measured files. */
import type { JobProgress } from '../spec/job.ts'

type ImportStage = 'reading' | 'converting' | 'profiling' | 'writing'

const shares = {
  reading: [0, 0.06],
  converting: [0.06, 0.68],
  profiling: [0.68, 0.97],
  writing: [0.97, 1],
} as const satisfies Record<ImportStage, readonly [number, number]>

/** Between two reports of one stage, in milliseconds. */
const interval = 100

export class ImportProgress {
  readonly #onProgress: (progress: JobProgress) => void
  readonly #started = performance.now()
  #stage: ImportStage | null = null
  #furthest = 0
  #reported = -Infinity

  constructor(onProgress: (progress: JobProgress) => void) {
    this.#onProgress = onProgress
  }

  /** Reports how much of a stage is done, from 0 to 1. What was reported never goes back. */
  report(stage: ImportStage, done: number): void {
    const now = performance.now()
    if (stage === this.#stage && now - this.#reported < interval) return
    this.#stage = stage
    this.#reported = now
    const [from, to] = shares[stage]
    this.#furthest = Math.max(this.#furthest, from + (to - from) * Math.min(1, Math.max(0, done)))
    const seconds = (now - this.#started) / 1000
    const known = seconds > 1 && this.#furthest > 0.05
    const secondsLeft = known ? (seconds * (1 - this.#furthest)) / this.#furthest : null
    this.#onProgress({ stage, fraction: this.#furthest, secondsLeft })
  }

  /** Asks again and again how far something is while it runs. */
  async watch<T>(stage: ImportStage, done: () => number | null, work: Promise<T>): Promise<T> {
    this.report(stage, 0)
    const timer = setInterval(() => this.report(stage, done() ?? 0), interval)
    try {
      return await work
    } finally {
      clearInterval(timer)
    }
  }
}
