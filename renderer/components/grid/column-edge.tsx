/** The edge between two columns of a grid: drag it, or focus it and press the arrow keys. */
import { useRef } from 'react'
import { useWords } from '../../i18n/words.ts'

export interface ColumnEdgeProps {
  readonly name: string
  readonly width: number
  readonly narrowest: number
  readonly widest: number
  /** With a whole number from the narrowest to the widest. */
  readonly onResize: (width: number) => void
}

/** How much a press of an arrow key moves it, in pixels. */
const keyStep = 16

export function ColumnEdge({ name, width, narrowest, widest, onResize }: ColumnEdgeProps) {
  const { text } = useWords()
  const start = useRef<{ readonly x: number; readonly width: number } | null>(null)
  const resize = (next: number) => onResize(Math.min(widest, Math.max(narrowest, Math.round(next))))
  return (
    <div
      className="grid-handle"
      role="separator"
      aria-orientation="vertical"
      aria-label={text('common.columnWidth', { name })}
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      tabIndex={0}
      // In a header whose columns can be dragged, the column itself would go along without this.
      draggable
      onDragStart={(event) => {
        event.preventDefault()
        event.stopPropagation()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
        event.preventDefault()
        resize(width + (event.key === 'ArrowRight' ? keyStep : -keyStep))
      }}
      onPointerDown={(event) => {
        start.current = { x: event.clientX, width }
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => {
        if (start.current !== null) resize(start.current.width + event.clientX - start.current.x)
      }}
      onPointerUp={() => {
        start.current = null
      }}
    />
  )
}
