/** What a data grid is told: its columns, its cells, its order. */
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react'
import type { Cell } from '../../../compute/spec/dataset.ts'

export interface GridColumn {
  /** Tells it from the others; also what stands in the header, unless `label` does. */
  readonly name: string
  readonly label?: string
  /** Numbers stand at the right, so that their digits line up. */
  readonly numeric: boolean
  /** Under the name in the header, for example a select for the kind. */
  readonly extra?: ReactNode
}

export interface GridSort {
  readonly column: string
  readonly descending: boolean
}

/** Rows that can be chosen and worked on by mouse and keyboard. */
export interface GridChoice {
  readonly isChosen: (row: number) => boolean
  /** Drawn with less weight. */
  readonly isDimmed: (row: number) => boolean
  /** The row that the keyboard is at; it is kept in sight. */
  readonly active: number | null
  readonly onPress: (row: number, event: MouseEvent) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** Cells that can be gone to and typed in by mouse and keyboard. */
export interface GridCells {
  /** The cell that the keyboard is at; it is kept in sight. */
  readonly active: { readonly row: number; readonly column: number } | null
  /** Stands in place of the active cell while it is typed in. */
  readonly editor: ReactNode | null
  readonly onPress: (row: number, column: number, event: MouseEvent) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

export interface DataGridProps {
  readonly label: string
  readonly columns: readonly GridColumn[]
  readonly rowCount: number
  /** A cell, or undefined while it has not been read yet. Null is a missing value. Rows are drawn again when it is another function. */
  readonly cellAt: (row: number, column: number) => Cell | undefined
  /** What stands before a row in place of its number in the table. */
  readonly rowName?: (row: number) => string
  /** What `rowName` gives, for the header. */
  readonly rowNames?: string
  readonly widthOf: (column: string) => number
  readonly onResize: (column: string, width: number) => void
  readonly sort?: GridSort | null
  /** Sorts by a column: up, down, then as in the file. */
  readonly onSort?: (sort: GridSort | null) => void
  /** Rows that came into sight, to be read. */
  readonly onRowsInSight?: (first: number, end: number) => void
  readonly choice?: GridChoice
  readonly cells?: GridCells
}
