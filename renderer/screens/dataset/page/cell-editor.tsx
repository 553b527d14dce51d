/** What a cell is typed into: its text, with the keys that end it. */
import { useEffect, useRef } from 'react'
import { useWords } from '../../../i18n/words.ts'

/** How the typing ended, and where to go on. */
export type CellEnd = 'stay' | 'down' | 'next' | 'before'

export interface CellEditorProps {
  readonly column: string
  /** Whether there may be long texts, on several lines. */
  readonly long: boolean
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onDone: (end: CellEnd) => void
  readonly onCancel: () => void
}

/** See the file's head. Enter and Tab take the text, Alt and Enter begin a line, Escape leaves the cell as it was. */
export function CellEditor({ column, long, value, onChange, onDone, onCancel }: CellEditorProps) {
  const { text } = useWords()
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    const element = field.current
    element?.focus({ preventScroll: true })
    element?.setSelectionRange(element.value.length, element.value.length)
  }, [])
  return (
    <textarea
      ref={field}
      className={long ? 'grid-editor grid-editor-text' : 'grid-editor'}
      aria-label={text('dataset.cell.editor', { column })}
      rows={1}
      maxLength={100_000}
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onBlur={() => onDone('stay')}
      onMouseDown={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Escape') onCancel()
        else if (event.key === 'Tab') onDone(event.shiftKey ? 'before' : 'next')
        else if (event.key === 'Enter' && event.altKey) {
          const { selectionStart, selectionEnd } = event.currentTarget
          onChange(`${value.slice(0, selectionStart)}\n${value.slice(selectionEnd)}`)
        } else if (event.key === 'Enter') onDone('down')
        else return
        event.preventDefault()
      }}
    />
  )
}
