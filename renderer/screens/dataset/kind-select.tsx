/**
 * A column's kind, small enough for a table's header or cell.
 *
 * Tables have thousands of them: each is a plain button, and the menu is made only while one is open.
 */
import { ChevronDown } from 'lucide-react'
import { useRef, useState } from 'react'
import { Menu, MenuItem, Popover, Text } from 'react-aria-components'
import { type ColumnKind, columnKinds } from '../../../compute/spec/table-dialect.ts'
import { useWords } from '../../i18n/words.ts'
import './kind-select.css'

export interface KindSelectProps {
  readonly column: string
  readonly kind: ColumnKind
  readonly onChange: (kind: ColumnKind) => void
  readonly disabled?: boolean
}

/** Chooses among number, category, date and text. */
export function KindSelect({ column, kind, onChange, disabled = false }: KindSelectProps) {
  const { text } = useWords()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const name = text('dataset.kindOf', { column })
  return (
    <>
      <button
        ref={button}
        type="button"
        className="kind-select"
        aria-label={`${name} ${text(`common.kinds.${kind}`)}`}
        aria-haspopup="menu"
        aria-expanded={open}
        disabled={disabled}
        onClick={() => setOpen(true)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          setOpen(true)
        }}
      >
        {text(`common.kinds.${kind}`)}
        <ChevronDown className="icon kind-select-arrow" aria-hidden />
      </button>
      {open && (
        <Popover className="select-popover" triggerRef={button} isOpen onOpenChange={setOpen} offset={4}>
          <KindList
            name={name}
            kind={kind}
            onChange={(next) => {
              setOpen(false)
              if (next !== kind) onChange(next)
            }}
          />
        </Popover>
      )}
    </>
  )
}

interface KindListProps {
  readonly name: string
  readonly kind: ColumnKind
  readonly onChange: (kind: ColumnKind) => void
}

function KindList({ name, kind, onChange }: KindListProps) {
  const { text } = useWords()
  return (
    <Menu
      className="select-list"
      aria-label={name}
      autoFocus="first"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[kind]}
      onAction={(key) => onChange(key as ColumnKind)}
    >
      {columnKinds
        .filter((value) => value === kind || (value !== 'image' && value !== 'audio'))
        .map((value) => (
          <MenuItem key={value} id={value} textValue={text(`common.kinds.${value}`)} className="select-item">
            <Text slot="label">{text(`common.kinds.${value}`)}</Text>
            <Text slot="description" className="select-hint">
              {text(`dataset.kindHints.${value}`)}
            </Text>
          </MenuItem>
        ))}
    </Menu>
  )
}
