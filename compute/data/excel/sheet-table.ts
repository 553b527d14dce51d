/** Where in a sheet the table is: below titles and notes, under the row with its names, in the columns that have values. */
import type { SheetRow } from './sheet-rows.ts'

/** Title rows that are looked past. */
const mostTitleRows = 30
const lookedAtRows = 50

/** How many of a sheet's first rows (those without a value are left out already) stand above its table. */
export function titleRows(rows: readonly SheetRow[]): number {
  const filled = rows.slice(0, lookedAtRows).map(({ cells }) => cells.filter((cell) => cell !== undefined).length)
  // A row has most of the table's columns; a title has one or two cells, whatever comes below.
  const usual = [...filled].sort((a, b) => a - b)[filled.length >> 1] ?? 0
  const first = filled.findIndex((count) => count >= usual / 2)
  return usual < 3 || first < 0 || first > mostTitleRows ? 0 : first
}

/** Columns of a sheet in their order, those that turn up later behind the others. */
export class SheetColumns {
  readonly #places = new Map<number, number>()

  /** Takes the columns of some rows, from the first that has a value to the last. */
  constructor(rows: readonly SheetRow[]) {
    let [first, last] = [Infinity, -1]
    for (const { cells } of rows) {
      first = Math.min(first, firstFilled(cells))
      last = Math.max(last, cells.length - 1)
    }
    for (let column = first; column <= last; column++) this.#places.set(column, this.#places.size)
  }

  get count(): number {
    return this.#places.size
  }

  /** A row's cells, each in its place. */
  place(cells: SheetRow['cells']): (string | undefined)[] {
    const placed: (string | undefined)[] = []
    cells.forEach((cell, column) => {
      let place = this.#places.get(column)
      if (place === undefined) this.#places.set(column, (place = this.#places.size))
      placed[place] = cell
    })
    return placed
  }
}

function firstFilled(cells: SheetRow['cells']): number {
  const first = cells.findIndex((cell) => cell !== undefined)
  return first < 0 ? Infinity : first
}
