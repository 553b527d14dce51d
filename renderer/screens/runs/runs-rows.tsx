/** The rows of the runs table that are in sight. Scrolling draws these again, and nothing else of the table. */
import { Ellipsis } from 'lucide-react'
import { memo, type RefObject, useEffect, useState } from 'react'
import type { RunSummary } from '../../../main/ipc/contract/records.ts'
import { rowsInSight } from '../../components/grid/window.ts'
import { useWords, type Words } from '../../i18n/words.ts'
import { runCells } from './run-cells.tsx'
import { type RunColumnKey, runColumns } from './run-columns.ts'
import { NameField } from './run-name.tsx'
import { CheckBoxMark } from './runs-header.tsx'
import type { Selection } from '../../components/selection.ts'

export const rowHeight = 32
export const headHeight = 32
/** Rows that are drawn above and below what is in sight. */
const spare = 4

/** The element of a run's row. */
export const rowId = (id: string) => `run-row-${id}`

type Widths = Readonly<Record<RunColumnKey, number>>

export interface RunsRowsProps {
  /** What scrolls. */
  readonly frame: RefObject<HTMLDivElement | null>
  readonly runs: readonly RunSummary[]
  readonly columns: readonly RunColumnKey[]
  readonly widths: Widths
  readonly selection: Selection
  readonly renaming: string | null
  readonly onRename: (run: RunSummary, name: string | null) => void
}

export function RunsRows({ frame, runs, columns, widths, selection, renaming, onRename }: RunsRowsProps) {
  const words = useWords()
  const view = useScroll(frame)
  const rows = rowsInSight(view.top, Math.max(0, view.height - headHeight), runs.length, rowHeight, spare)
  const slots = Math.max(1, Math.ceil(view.height / rowHeight) + 2 * spare)
  return (
    <div role="rowgroup">
      {runs.slice(rows.first, rows.end).map((run, offset) => {
        const index = rows.first + offset
        return (
          <RunRow
            // By its place and not by the run: a row that leaves at the top is used again at the bottom.
            key={index % slots}
            run={run}
            index={index}
            columns={columns}
            widths={widths}
            words={words}
            chosen={selection.chosen.has(run.id)}
            active={selection.active === run.id}
            renaming={renaming === run.id}
            onRename={(name) => onRename(run, name)}
          />
        )
      })}
    </div>
  )
}

interface Scroll {
  readonly top: number
  readonly height: number
}

/** Where the frame is scrolled to. The frame is the parent's, so it is there only after the first drawing. */
function useScroll(frame: RefObject<HTMLDivElement | null>): Scroll {
  const [scroll, setScroll] = useState<Scroll>({ top: 0, height: 800 })
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const read = () => setScroll({ top: element.scrollTop, height: element.clientHeight })
    const observer = new ResizeObserver(read)
    observer.observe(element)
    element.addEventListener('scroll', read, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', read)
    }
  }, [frame])
  return scroll
}

interface RunRowProps {
  readonly run: RunSummary
  readonly index: number
  readonly columns: readonly RunColumnKey[]
  readonly widths: Widths
  readonly words: Words
  readonly chosen: boolean
  readonly active: boolean
  readonly renaming: boolean
  readonly onRename: (name: string | null) => void
}

const RunRow = memo(RunRowDrawn, sameRow)

function sameRow(a: RunRowProps, b: RunRowProps): boolean {
  return (
    !b.renaming &&
    a.run === b.run &&
    a.index === b.index &&
    a.columns === b.columns &&
    a.widths === b.widths &&
    a.words === b.words &&
    a.chosen === b.chosen &&
    a.active === b.active &&
    a.renaming === b.renaming
  )
}

function RunRowDrawn({ run, index, columns, widths, words, chosen, active, renaming, onRename }: RunRowProps) {
  return (
    <div
      id={rowId(run.id)}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      className={`runs-row${chosen ? ' runs-chosen' : ''}${active ? ' runs-active' : ''}`}
      style={{ transform: `translateY(${index * rowHeight}px)` }}
      data-run={run.id}
    >
      <div className="runs-check" role="gridcell">
        <CheckBoxMark state={chosen ? 'all' : 'none'} />
      </div>
      {columns.map((key, at) => (
        <div
          key={key}
          role={key === 'name' ? 'rowheader' : 'gridcell'}
          aria-colindex={at + 2}
          className={`runs-cell runs-${runColumns[key].align}`}
          style={{ width: widths[key] }}
        >
          {key === 'name' && renaming ? (
            <NameField key={run.id} label={words.text('runs.nameOf')} name={run.name} onDone={onRename} />
          ) : (
            runCells[key](run, words)
          )}
        </div>
      ))}
      <div role="gridcell" className="runs-more-cell">
        <button
          type="button"
          tabIndex={-1}
          className="runs-more"
          aria-label={words.text('runs.actionsOf', { name: run.name })}
        >
          <Ellipsis className="icon" aria-hidden />
        </button>
      </div>
    </div>
  )
}
