/** A page's name that can be changed in place: press it or its pencil, type, Enter; Escape leaves it as it was. */
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { Input, TextField } from 'react-aria-components'
import { useWords } from '../i18n/words.ts'
import { IconButton } from './button.tsx'
import './editable-title.css'

export interface EditableTitleProps {
  readonly value: string
  /** Names the field: "Name of the dataset". */
  readonly label: string
  readonly maxLength?: number
  readonly onRename: (name: string) => void
}

/** A heading, or while it is edited a field. */
export function EditableTitle({ value, label, maxLength = 120, onRename }: EditableTitleProps) {
  const { text } = useWords()
  const [typed, setTyped] = useState<string | null>(null)
  const finish = (keep: boolean) => {
    const name = typed?.trim() ?? ''
    setTyped(null)
    if (keep && name !== '' && name !== value) onRename(name)
  }
  if (typed === null) {
    return (
      <div className="editable-title">
        <h1>{value}</h1>
        <IconButton icon={Pencil} size="small" label={text('common.rename')} onPress={() => setTyped(value)} />
      </div>
    )
  }
  return (
    <TextField
      className="editable-title"
      aria-label={label}
      value={typed}
      onChange={setTyped}
      maxLength={maxLength}
      // The person has just asked to type here.
      autoFocus
      onBlur={() => finish(true)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish(true)
        if (event.key === 'Escape') finish(false)
      }}
    >
      <Input className="editable-title-input" onFocus={(event) => event.currentTarget.select()} />
    </TextField>
  )
}
