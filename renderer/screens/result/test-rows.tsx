/** Test rows as a table: what was true, what the model said and how sure it was, beside the raw values. */
import { useMemo, useState } from 'react'
import type { Cell, Task } from '../../../compute/spec/dataset.ts'
import type { TestRow } from '../../../compute/spec/evaluation.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { DataGrid, gridRowHeight } from '../../components/grid/data-grid.tsx'
import type { GridColumn } from '../../components/grid/grid-props.ts'
import { Waiting } from '../../components/progress.tsx'
import { useWords, type Words } from '../../i18n/words.ts'
import { mostFiles, TestFiles } from './test-files.tsx'
import { type RowFilter, useTestRows } from './use-test-rows.ts'

export interface TestRowsProps {
  readonly id: string
  readonly task: Task
  readonly filter: RowFilter
  readonly label: string
}

/** What stands before the raw columns. */
const judged = {
  classification: ['actual', 'predicted', 'confidence'],
  regression: ['actual', 'predicted', 'difference'],
} as const satisfies Record<Task, readonly string[]>
type Judged = (typeof judged)[Task][number]

const mostRowsInSight = 14
const widths = { judged: 112, raw: 128 }

export function TestRows({ id, task, filter, label }: TestRowsProps) {
  const words = useWords()
  const { text, format } = words
  const { total, columns, rowAt, onRowsInSight, error } = useTestRows(id, filter)
  const [resized, setResized] = useState<ReadonlyMap<string, number>>(new Map())
  const first = judged[task]
  const sample = rowAt(0)
  const gridColumns = useMemo<GridColumn[]>(
    () => [
      ...first.map((key) => ({
        name: `\u0000${key}`,
        label: text(`result.rowColumns.${key}`),
        numeric: task === 'regression' || key === 'confidence',
      })),
      ...columns.map((name, index) => ({ name, numeric: typeof sample?.cells[index] === 'number' })),
    ],
    [first, columns, sample, task, text],
  )
  if (error !== null) return <ErrorNotice error={error} />
  if (total === null) return <Waiting />
  const height = 34 + Math.min(total, mostRowsInSight) * gridRowHeight + 16
  const shown = Array.from({ length: Math.min(total, mostFiles) }, (_, index) => rowAt(index))
  return (
    <>
      <TestFiles id={id} label={label} rows={shown.filter((row) => row !== undefined)} />
      <div className="test-rows" style={{ height }}>
        <DataGrid
          label={label}
          columns={gridColumns}
          rowCount={total}
          rowName={(row) => {
            const known = rowAt(row)
            return known === undefined ? '' : format.integer(known.row)
          }}
          rowNames={text('result.rowColumns.row')}
          cellAt={(row, column) => {
            const known = rowAt(row)
            if (known === undefined) return undefined
            const key = first[column]
            return key === undefined ? (known.cells[column - first.length] ?? null) : judgedCell(key, known, words)
          }}
          widthOf={(name) => resized.get(name) ?? (name.startsWith('\u0000') ? widths.judged : widths.raw)}
          onResize={(name, width) => setResized(new Map(resized).set(name, width))}
          onRowsInSight={onRowsInSight}
        />
      </div>
    </>
  )
}

function judgedCell(key: Judged, row: TestRow, { format }: Words): Cell {
  const written = (cell: Cell) => (typeof cell === 'number' ? format.number(cell) : cell)
  switch (key) {
    case 'actual':
      return written(row.actual)
    case 'predicted':
      return written(row.predicted)
    case 'confidence':
      return row.confidence === null ? null : format.percent(row.confidence)
    case 'difference':
      return typeof row.actual === 'number' && typeof row.predicted === 'number'
        ? format.number(row.predicted - row.actual)
        : null
  }
}
