/** The header of a data grid: names, what stands under them, the order, and the handles between columns. */
import { ArrowDown, ArrowUp } from 'lucide-react'
import { memo } from 'react'
import { ColumnEdge } from './column-edge.tsx'
import type { DataGridProps, GridColumn, GridSort } from './grid-props.ts'

export interface GridHeaderProps extends Pick<DataGridProps, 'columns' | 'onResize'> {
  readonly sort: GridSort | null
  readonly onSort: DataGridProps['onSort']
  readonly rowNames: DataGridProps['rowNames']
  readonly height: number
  readonly numbersWidth: number
  readonly edges: readonly number[]
  readonly firstColumn: number
  readonly endColumn: number
}

/** Widths of a column, in pixels. */
const [narrowest, widest] = [56, 800]

/** The order after a press on a column's name: up, down, then as in the file. */
export function nextSort(sort: GridSort | null, column: string): GridSort | null {
  if (sort?.column !== column) return { column, descending: false }
  return sort.descending ? null : { column, descending: true }
}

/** One row that stays at the top; it is drawn again only when something about it changes. */
export const GridHeader = memo(function GridHeader(props: GridHeaderProps) {
  const { columns, sort, onSort, onResize, height, numbersWidth, edges, firstColumn, endColumn, rowNames } = props
  return (
    <div className="grid-head" role="rowgroup">
      <div className="grid-row" role="row" aria-rowindex={1} style={{ height }}>
        <div
          className="grid-number grid-corner"
          role="columnheader"
          style={{ width: numbersWidth }}
          aria-label={rowNames ?? '#'}
        >
          {rowNames}
        </div>
        <div style={{ width: edges[firstColumn] ?? 0 }} />
        {columns.slice(firstColumn, endColumn).map((column, index) => {
          const at = firstColumn + index
          const width = edges[at + 1]! - edges[at]!
          const order = sort?.column === column.name ? (sort.descending ? 'descending' : 'ascending') : undefined
          return (
            <div
              key={column.name}
              className={column.numeric ? 'grid-header grid-header-numeric' : 'grid-header'}
              role="columnheader"
              aria-colindex={at + 2}
              aria-sort={order}
              style={{ width }}
            >
              <HeaderName column={column} sort={sort} onSort={onSort} />
              {column.extra}
              <ColumnEdge
                name={column.label ?? column.name}
                width={width}
                narrowest={narrowest}
                widest={widest}
                onResize={(next) => onResize(column.name, next)}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
})

interface HeaderNameProps {
  readonly column: GridColumn
  readonly sort: GridSort | null
  readonly onSort: DataGridProps['onSort']
}

function HeaderName({ column: { name, label = name }, sort, onSort }: HeaderNameProps) {
  if (onSort === undefined) {
    return (
      <span className="grid-name ellipsis" title={label}>
        {label}
      </span>
    )
  }
  const Arrow = sort?.descending ? ArrowDown : ArrowUp
  return (
    <button type="button" className="grid-name grid-name-button" onClick={() => onSort(nextSort(sort, name))}>
      <span className="ellipsis" title={label}>
        {label}
      </span>
      {sort?.column === name && <Arrow className="icon grid-arrow" aria-hidden />}
    </button>
  )
}
