/** Where rows are in their file, for any number of rows: kept as runs in which each row is as far from the one before. */

interface Run {
  readonly firstRow: number
  readonly firstLine: number
  step: number
}

export class RowLines {
  readonly #runs: Run[] = []
  #rows = 0
  #last = 0

  /** The line of the next row. */
  add(line: number): void {
    const run = this.#runs.at(-1)
    const second = run !== undefined && this.#rows === run.firstRow + 1
    if (second) run.step = line - run.firstLine
    if (run === undefined || (!second && line !== this.#last + run.step)) {
      this.#runs.push({ firstRow: this.#rows, firstLine: line, step: 1 })
    }
    this.#rows++
    this.#last = line
  }

  /** The line of a row, from 0. */
  lineOf(row: number): number {
    let low = 0
    let high = this.#runs.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (this.#runs[middle]!.firstRow <= row) low = middle
      else high = middle
    }
    const run = this.#runs[low]
    return run === undefined ? row + 1 : run.firstLine + (row - run.firstRow) * run.step
  }
}
