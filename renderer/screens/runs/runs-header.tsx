/** The header of the runs table: choose all, sort, resize, and drag a column to another place. */
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type DragEvent, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { ColumnEdge } from '../../components/grid/column-edge.tsx'
import { useWords } from '../../i18n/words.ts'
import { narrowestColumn, widestColumn } from './column-layout.ts'
import { type RunColumnKey, runColumns } from './run-columns.ts'
import type { RunsTable } from './use-runs-table.ts'

export interface RunsHeaderProps {
  readonly table: RunsTable
  readonly columns: readonly RunColumnKey[]
  readonly choosing: 'none' | 'some' | 'all'
  readonly onChooseAll: () => void
}

const dragType = 'application/x-run-column'

export function RunsHeader({ table, columns, choosing, onChooseAll }: RunsHeaderProps) {
  const { text } = useWords()
  const [over, setOver] = useState<RunColumnKey | null>(null)
  const drop = (event: DragEvent, before: RunColumnKey) => {
    const key = columns.find((known) => known === event.dataTransfer.getData(dragType))
    setOver(null)
    if (key === undefined) return
    event.preventDefault()
    // Dropped on a column to its right, it goes behind that one; to its left, before it.
    const rightwards = columns.indexOf(key) < columns.indexOf(before)
    const target = rightwards ? (columns[columns.indexOf(before) + 1] ?? null) : before
    table.changeLayout({ kind: 'move', key, before: target })
  }
  return (
    <div className="runs-head" role="row" aria-rowindex={1}>
      <div className="runs-check" role="columnheader">
        <button
          type="button"
          role="checkbox"
          className="runs-box"
          aria-checked={choosing === 'some' ? 'mixed' : choosing === 'all'}
          aria-label={text('runs.chooseAll')}
          onClick={onChooseAll}
        >
          <CheckBoxMark state={choosing} />
        </button>
      </div>
      {columns.map((key, index) => {
        const sorted = table.sortBy === key
        const Arrow = table.descending ? ArrowDown : ArrowUp
        const { align } = runColumns[key]
        return (
          <div
            key={key}
            role="columnheader"
            aria-colindex={index + 2}
            aria-sort={sorted ? (table.descending ? 'descending' : 'ascending') : undefined}
            className={`runs-header runs-${align}${over === key ? ' runs-header-over' : ''}`}
            style={{ width: table.layout.widths[key] }}
            draggable
            onDragStart={(event) => {
              event.dataTransfer.setData(dragType, key)
              event.dataTransfer.effectAllowed = 'move'
            }}
            onDragOver={(event) => {
              if (!event.dataTransfer.types.includes(dragType)) return
              event.preventDefault()
              setOver(key)
            }}
            onDragLeave={() => setOver(null)}
            onDrop={(event) => drop(event, key)}
          >
            <AriaButton className="runs-sort" onPress={() => table.sort(key)}>
              <span className="ellipsis">{text(`runs.columns.${key}`)}</span>
              {sorted && <Arrow className="icon runs-arrow" aria-hidden />}
            </AriaButton>
            <ColumnEdge
              name={text(`runs.columns.${key}`)}
              width={table.layout.widths[key]}
              narrowest={narrowestColumn}
              widest={widestColumn}
              onResize={(width) => table.changeLayout({ kind: 'resize', key, width })}
            />
          </div>
        )
      })}
    </div>
  )
}

/** The mark in a check box of the table. */
export function CheckBoxMark({ state }: { readonly state: 'none' | 'some' | 'all' }) {
  return (
    <svg className={`runs-mark runs-mark-${state}`} viewBox="0 0 16 16" aria-hidden>
      <rect x="0.5" y="0.5" width="15" height="15" rx="2.5" />
      {state === 'all' && <path d="M4 8.5 7 11.5 12.5 5" />}
      {state === 'some' && <path d="M4 8h8" />}
    </svg>
  )
}
