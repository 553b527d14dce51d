/**
 * The confusion matrix as a grid of counts: rows are what is true, columns what the model said, the shade is the share
 * of the row. Every cell with rows can be opened, by mouse and by keyboard.
 */
import { type KeyboardEvent, useRef, useState } from 'react'
import { useWords } from '../../i18n/words.ts'
import './confusion-matrix.css'

/** A cell by its two classes' places in the list of labels. */
export interface ConfusionCell {
  readonly actual: number
  readonly predicted: number
}

export interface ConfusionMatrixProps {
  readonly labels: readonly string[]
  /** Rows: actual; columns: predicted. */
  readonly counts: readonly (readonly number[])[]
  readonly selected: ConfusionCell | null
  readonly onSelect: (cell: ConfusionCell) => void
  readonly label: string
}

/** With more classes than this, headers stand upright and cells are small. */
const fewClasses = 8

/** The step of the ramp, 0 to 6, for a share of a row; anything above nothing is seen. */
export function rampStep(share: number): number {
  return share === 0 ? 0 : Math.min(6, 1 + Math.floor(share * 6))
}

/** The cell an arrow key leads to; the same one where there is none. */
export function moveInGrid(cell: ConfusionCell, key: string, size: number, whole: boolean): ConfusionCell | null {
  const last = size - 1
  const { actual, predicted } = cell
  switch (key) {
    case 'ArrowUp':
      return { actual: Math.max(0, actual - 1), predicted }
    case 'ArrowDown':
      return { actual: Math.min(last, actual + 1), predicted }
    case 'ArrowLeft':
      return { actual, predicted: Math.max(0, predicted - 1) }
    case 'ArrowRight':
      return { actual, predicted: Math.min(last, predicted + 1) }
    case 'Home':
      return { actual: whole ? 0 : actual, predicted: 0 }
    case 'End':
      return { actual: whole ? last : actual, predicted: last }
    default:
      return null
  }
}

export function ConfusionMatrix({ labels, counts, selected, onSelect, label }: ConfusionMatrixProps) {
  const { text, format } = useWords()
  const grid = useRef<HTMLTableElement>(null)
  const [current, setCurrent] = useState<ConfusionCell>({ actual: 0, predicted: 0 })
  const dense = labels.length > fewClasses

  const onKeyDown = (event: KeyboardEvent) => {
    const next = moveInGrid(current, event.key, labels.length, event.ctrlKey || event.metaKey)
    if (next === null) return
    event.preventDefault()
    setCurrent(next)
    grid.current?.querySelector<HTMLElement>(`[data-cell="${next.actual}-${next.predicted}"]`)?.focus()
  }

  return (
    <div className={dense ? 'confusion confusion-dense' : 'confusion'}>
      <table ref={grid} role="grid" aria-label={label} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <td className="confusion-corner" />
            <th className="confusion-axis" colSpan={labels.length} scope="colgroup">
              {text('charts.predicted')}
            </th>
          </tr>
          <tr>
            <th className="confusion-axis confusion-corner" scope="col">
              {text('charts.actual')}
            </th>
            {labels.map((name) => (
              <th key={name} scope="col" className="confusion-column" title={name}>
                <span className="ellipsis">{name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {labels.map((actual, row) => {
            const values = counts[row] ?? []
            const total = values.reduce((sum, count) => sum + count, 0)
            return (
              <tr key={actual}>
                <th scope="row" className="confusion-row ellipsis" title={actual}>
                  {actual}
                </th>
                {labels.map((predicted, column) => {
                  const count = values[column] ?? 0
                  const share = total === 0 ? 0 : count / total
                  const isSelected = selected?.actual === row && selected.predicted === column
                  const isCurrent = current.actual === row && current.predicted === column
                  return (
                    <td key={predicted} role="gridcell" aria-selected={isSelected}>
                      <button
                        type="button"
                        className={`confusion-cell ramp-${rampStep(share)}${row === column ? ' confusion-right' : ''}`}
                        data-cell={`${row}-${column}`}
                        tabIndex={isCurrent ? 0 : -1}
                        aria-disabled={count === 0}
                        aria-label={text('charts.confusionCell', { actual, predicted, count, share })}
                        title={text('charts.confusionCell', { actual, predicted, count, share })}
                        onFocus={() => setCurrent({ actual: row, predicted: column })}
                        onClick={() => count > 0 && onSelect({ actual: row, predicted: column })}
                      >
                        {count === 0 ? <span className="confusion-none">0</span> : format.integer(count)}
                      </button>
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
