/** Where the keys lead in a table whose cells can be typed in, as spreadsheets have it. Pure. */
export interface CellPlace {
  readonly row: number
  readonly column: number
}

export interface TableSize {
  readonly rows: number
  readonly columns: number
}

/** Rows that Page Up and Page Down go by. */
const pageRows = 20

/** A place inside the table. */
export function within({ row, column }: CellPlace, { rows, columns }: TableSize): CellPlace {
  const inside = (at: number, count: number) => Math.max(0, Math.min(count - 1, at))
  return { row: inside(row, rows), column: inside(column, columns) }
}

/** The cell behind or before another, from the end of a row to the beginning of the next. */
export function besides({ row, column }: CellPlace, by: 1 | -1, size: TableSize): CellPlace {
  const next = row * size.columns + column + by
  if (next < 0 || next >= size.rows * size.columns) return { row, column }
  return { row: Math.floor(next / size.columns), column: next % size.columns }
}

type Keys = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>

/** Where a key leads from a cell while nothing is typed; null for a key that leads nowhere. */
export function placeAfter(key: Keys, from: CellPlace | null, size: TableSize): CellPlace | null {
  const far = key.ctrlKey || key.metaKey
  const { row, column } = from ?? { row: 0, column: 0 }
  const moves: Readonly<Record<string, CellPlace>> = {
    ArrowDown: { row: far ? size.rows - 1 : row + 1, column },
    ArrowUp: { row: far ? 0 : row - 1, column },
    ArrowRight: { row, column: far ? size.columns - 1 : column + 1 },
    ArrowLeft: { row, column: far ? 0 : column - 1 },
    PageDown: { row: row + pageRows, column },
    PageUp: { row: row - pageRows, column },
    Home: { row: far ? 0 : row, column: 0 },
    End: { row: far ? size.rows - 1 : row, column: size.columns - 1 },
  }
  const to = moves[key.key]
  if (to === undefined) return null
  // The first key enters the table where it begins.
  return from === null ? { row: 0, column: 0 } : within(to, size)
}

/** Whether a key is a character that is typed. */
export const isTyped = ({ key, ctrlKey, metaKey, altKey }: Keys & Pick<KeyboardEvent, 'altKey'>): boolean =>
  /^.$/u.test(key) && !ctrlKey && !metaKey && !altKey
