/**
 * A table of any size: only what is in sight is drawn, the header and the row numbers stay, columns can be sorted and
 * resized (by dragging, or by arrow keys on the handle).
 */
import {
  memo,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { Cell } from '../../../compute/spec/dataset.ts'
import { useWords } from '../../i18n/words.ts'
import './data-grid.css'
import { GridHeader } from './grid-header.tsx'
import type { DataGridProps, GridCells, GridChoice } from './grid-props.ts'
import { useColumnInSight, useKeptInSight } from './use-kept-in-sight.ts'
import { columnEdges, columnsInSight, rowsInSight, scrolledHeight } from './window.ts'

export const gridRowHeight = 28
const numbersWidth = 64

/** See the file's head. */
export function DataGrid(props: DataGridProps) {
  const { label, columns, rowCount, cellAt, rowName, widthOf, onRowsInSight, choice, cells } = props
  const id = useId()
  const { text, format } = useWords()
  const missing = text('common.missing')
  const frame = useRef<HTMLDivElement>(null)
  const view = useView(frame)
  const edges = useMemo(() => columnEdges(columns.map(({ name }) => widthOf(name))), [columns, widthOf])
  const hasExtra = columns.some(({ extra }) => extra !== undefined)
  const headHeight = hasExtra ? 52 : 32
  const rows = rowsInSight(view.top, Math.max(0, view.height - headHeight), rowCount, gridRowHeight)
  const [firstColumn, endColumn] = columnsInSight(edges, view.left, view.width - numbersWidth)
  const width = numbersWidth + (edges[edges.length - 1] ?? 0)

  const onResize = useLatest(props.onResize)
  const sortBy = useLatest(props.onSort ?? ignore)
  const onSort = props.onSort === undefined ? undefined : sortBy
  const onPress = useLatest(choice?.onPress ?? ignore)
  const onCell = useLatest(cells?.onPress ?? ignore)

  useLayoutEffect(() => onRowsInSight?.(rows.first, rows.end), [onRowsInSight, rows.first, rows.end])
  useKeptInSight(frame, choice?.active ?? cells?.active?.row ?? null, gridRowHeight, headHeight)
  useColumnInSight(frame, cells?.active?.column ?? null, edges, numbersWidth)

  return (
    <div
      ref={frame}
      className="grid"
      role={choice === undefined && cells === undefined ? 'table' : 'grid'}
      aria-label={label}
      {...(choice === undefined ? {} : choiceProps(choice, id))}
      {...(cells === undefined ? {} : cellProps(cells, id))}
      aria-rowcount={rowCount + 1}
      aria-colcount={columns.length + 1}
      tabIndex={0}
    >
      <div className="grid-area" style={{ height: headHeight + scrolledHeight(rowCount, gridRowHeight), width }}>
        <GridHeader
          columns={columns}
          sort={props.sort ?? null}
          onSort={onSort}
          onResize={onResize}
          rowNames={props.rowNames}
          height={headHeight}
          numbersWidth={numbersWidth}
          edges={edges}
          firstColumn={firstColumn}
          endColumn={endColumn}
        />
        <div className="grid-rows" style={{ translate: `0 ${rows.top}px` }} role="rowgroup">
          {Array.from({ length: rows.end - rows.first }, (_, index) => (
            <GridRow
              key={rows.first + index}
              row={rows.first + index}
              columns={columns}
              edges={edges}
              firstColumn={firstColumn}
              endColumn={endColumn}
              cellAt={cellAt}
              id={choice === undefined ? undefined : rowId(id, rows.first + index)}
              onPress={choice === undefined ? undefined : onPress}
              chosen={choice?.isChosen(rows.first + index)}
              dimmed={choice?.isDimmed(rows.first + index) === true}
              active={choice?.active === rows.first + index}
              cellIds={cells === undefined ? undefined : id}
              activeColumn={cells?.active?.row === rows.first + index ? cells.active.column : null}
              editor={cells?.active?.row === rows.first + index ? cells.editor : null}
              onCell={cells === undefined ? undefined : onCell}
              name={rowName === undefined ? format.integer(rows.first + index + 1) : rowName(rows.first + index)}
              missing={missing}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

const rowId = (grid: string, row: number) => `${grid}-${row}`

function choiceProps({ active, onKeyDown }: GridChoice, id: string) {
  return {
    'aria-multiselectable': true,
    onKeyDown,
    ...(active === null ? {} : { 'aria-activedescendant': rowId(id, active) }),
  } as const
}

const cellId = (grid: string, row: number, column: number) => `${grid}-${row}-${column}`

function cellProps({ active, onKeyDown }: GridCells, id: string) {
  return {
    onKeyDown,
    ...(active === null ? {} : { 'aria-activedescendant': cellId(id, active.row, active.column) }),
  } as const
}

export interface View {
  readonly top: number
  readonly left: number
  readonly width: number
  readonly height: number
}

/** Scroll position and size of the frame, as they change. */
export function useView(frame: React.RefObject<HTMLDivElement | null>): View {
  const [view, setView] = useState<View>({ top: 0, left: 0, width: 1200, height: 600 })
  useLayoutEffect(() => {
    const element = frame.current
    if (element === null) return
    const read = () =>
      setView({
        top: element.scrollTop,
        left: element.scrollLeft,
        width: element.clientWidth,
        height: element.clientHeight,
      })
    read()
    const observer = new ResizeObserver(read)
    observer.observe(element)
    element.addEventListener('scroll', read, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', read)
    }
  }, [frame])
  return view
}

const ignore = () => undefined

/** A function that stays the same and calls the newest one given, so that what gets it need not be drawn again. */
function useLatest<Parameters extends readonly unknown[]>(
  callback: (...parameters: Parameters) => void,
): (...parameters: Parameters) => void {
  const newest = useRef(callback)
  useLayoutEffect(() => {
    newest.current = callback
  }, [callback])
  return useCallback((...parameters) => newest.current(...parameters), [])
}

interface GridRowProps extends Pick<DataGridProps, 'columns' | 'cellAt'> {
  readonly row: number
  readonly edges: readonly number[]
  readonly firstColumn: number
  readonly endColumn: number
  /** What stands before it: its number or its name. */
  readonly name: string
  /** How a missing value is written. */
  readonly missing: string
  readonly id: string | undefined
  /** Undefined where rows can't be chosen. */
  readonly chosen: boolean | undefined
  readonly dimmed: boolean
  readonly active: boolean
  readonly onPress: GridChoice['onPress'] | undefined
  /** Undefined where cells can't be gone to. */
  readonly cellIds: string | undefined
  /** The column of the active cell; null in other rows. */
  readonly activeColumn: number | null
  readonly editor: ReactNode
  readonly onCell: GridCells['onPress'] | undefined
}

/** A row is drawn again only when something about it changes: not while others scroll by. */
const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, columns, edges, firstColumn, endColumn, cellAt, name, missing } = props
  const { id, chosen, dimmed, active, onPress, cellIds, activeColumn, editor, onCell } = props
  const states = [chosen === true && 'grid-chosen', dimmed && 'grid-dimmed', active && 'grid-active']
  return (
    <div
      id={id}
      className={['grid-row', ...states.filter((state) => state !== false)].join(' ')}
      role="row"
      aria-rowindex={row + 2}
      aria-selected={chosen}
      {...(onPress === undefined ? {} : { onMouseDown: (event: MouseEvent) => onPress(row, event) })}
    >
      <div className="grid-number" role="rowheader" style={{ width: numbersWidth }}>
        {name}
      </div>
      <div style={{ width: edges[firstColumn] ?? 0 }} />
      {columns.slice(firstColumn, endColumn).map((column, index) => {
        const at = firstColumn + index
        const isActive = at === activeColumn
        const edited = isActive && editor !== null
        const kinds = [column.numeric && 'grid-numeric', isActive && 'grid-cell-active', edited && 'grid-cell-edited']
        return (
          <div
            key={column.name}
            id={isActive && cellIds !== undefined ? cellId(cellIds, row, at) : undefined}
            className={['grid-cell', ...kinds.filter((kind) => kind !== false)].join(' ')}
            role={cellIds === undefined ? 'cell' : 'gridcell'}
            aria-colindex={at + 2}
            style={{ width: edges[at + 1]! - edges[at]! }}
            {...(onCell === undefined ? {} : { onMouseDown: (event: MouseEvent) => onCell(row, at, event) })}
          >
            {edited ? editor : writeCell(cellAt(row, at), missing)}
          </div>
        )
      })}
    </div>
  )
})

function writeCell(cell: Cell | undefined, missing: string): ReactNode {
  if (cell === undefined) return <span className="grid-waiting" />
  if (cell === null) return <span className="grid-missing">{missing}</span>
  return String(cell)
}
