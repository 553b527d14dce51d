/** The name of a run as a page's title, to be changed in place. */
import { Pencil } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { RunSummary } from '../../../main/ipc/contract/records.ts'
import { IconButton } from '../../components/button.tsx'
import { useWords } from '../../i18n/words.ts'
import './run-name.css'

export interface NameFieldProps {
  readonly label: string
  readonly name: string
  /** Called once: with the new name, or with null when nothing is to be changed. */
  readonly onDone: (name: string | null) => void
}

/** A field for a name: Enter and leaving it keep what was typed, Escape does not. */
export function NameField({ label, name, onDone }: NameFieldProps) {
  const [typed, setTyped] = useState(name)
  // A field that is taken away while it has the focus loses it once more: that second leaving says nothing new.
  const isDone = useRef(false)
  const end = (next: string | null) => {
    if (isDone.current) return
    isDone.current = true
    onDone(next)
  }
  const keep = () => {
    const next = typed.trim()
    end(next === '' || next === name ? null : next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) keep()
    if (event.key === 'Escape') end(null)
  }
  return (
    <input
      className="name-field"
      aria-label={label}
      value={typed}
      maxLength={120}
      // The person has just asked to type here.
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={keep}
    />
  )
}

export interface RunNameProps {
  readonly run: RunSummary
  readonly onRename: (name: string) => void
}

/** The title with its pencil. */
export function RunName({ run, onRename }: RunNameProps) {
  const { text } = useWords()
  const [editing, setEditing] = useState(false)
  if (editing) {
    return (
      <h1 className="run-name">
        <NameField
          label={text('runs.nameOf')}
          name={run.name}
          onDone={(name) => {
            setEditing(false)
            if (name !== null) onRename(name)
          }}
        />
      </h1>
    )
  }
  return (
    <div className="run-name">
      <h1 onDoubleClick={() => setEditing(true)}>{run.name}</h1>
      <IconButton size="small" icon={Pencil} label={text('common.rename')} onPress={() => setEditing(true)} />
    </div>
  )
}
