/** Asks what a class is to be called, or which other one it is to become a part of. */
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { TextField } from '../../components/field.tsx'
import { Select } from '../../components/select.tsx'
import { useWords } from '../../i18n/words.ts'
import type { ClassCount } from './label-state.ts'

export interface ClassDialogProps {
  readonly label: string
  /** Whether another class is chosen in place of a name. */
  readonly merges: boolean
  readonly classes: readonly ClassCount[]
  readonly onClose: () => void
  readonly onReplace: (to: string) => void
}

/** See the file's head. A name that another class has means that they are merged. */
export function ClassDialog({ label, merges, classes, onClose, onReplace }: ClassDialogProps) {
  const { text, format } = useWords()
  const others = classes.filter((one) => one.label !== label)
  const [name, setName] = useState(merges ? (others[0]?.label ?? '') : label)
  const to = name.trim()
  const other = others.find((one) => one.label === to)
  const own = classes.find((one) => one.label === label)?.count ?? 0
  const done = () => to !== '' && to !== label && onReplace(to)
  return (
    <Dialog
      title={text(merges ? 'labelling.mergeTitle' : 'labelling.renameTitle', { label })}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{text('common.cancel')}</Button>
          <Button variant="primary" isDisabled={to === '' || to === label} onPress={done}>
            {text(other === undefined ? 'labelling.doRename' : 'labelling.doMerge')}
          </Button>
        </>
      }
    >
      {merges ? (
        <Select
          label={text('labelling.mergeInto')}
          value={name}
          onChange={setName}
          options={others.map((one) => ({ value: one.label, label: one.label, hint: format.integer(one.count) }))}
        />
      ) : (
        <TextField
          label={text('labelling.newName')}
          value={name}
          onChange={setName}
          maxLength={1000}
          autoFocus
          onKeyDown={(event) => event.key === 'Enter' && done()}
        />
      )}
      <p className="caption muted class-dialog-note">
        {other === undefined
          ? text('labelling.renames', { count: own })
          : text('labelling.merges', { label, to, count: own + other.count })}
      </p>
    </Dialog>
  )
}
