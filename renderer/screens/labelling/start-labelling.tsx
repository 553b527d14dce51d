/** The beginning of a labelling: examples that came without classes get a column for them, and the names of the classes. */
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { message } from '../../../compute/spec/message.ts'
import type { DatasetRecord } from '../../../main/ipc/contract/records.ts'
import { labellingAddress } from '../../app/addresses.ts'
import { runJob } from '../../bridge/jobs.ts'
import { Button } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { TextField } from '../../components/field.tsx'
import { useWords } from '../../i18n/words.ts'
import { freeName, namesIn } from './class-names.ts'
import { keysOfClasses } from './label-state.ts'

export interface StartLabellingProps {
  readonly dataset: DatasetRecord
  /** Back to the classes that there are; without, there are none. */
  readonly onCancel?: () => void
}

/** As few classes make a question. */
const fewest = 2

/** See the file's head. */
export function StartLabelling({ dataset, onCancel }: StartLabellingProps) {
  const { id, table } = dataset
  const { text } = useWords()
  const navigate = useNavigate()
  const taken = table.profile.columns.map(({ name }) => name)
  const [column, setColumn] = useState(freeName(text('labelling.start.usualColumn'), taken))
  const [list, setList] = useState('')
  const [starting, setStarting] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const name = column.trim()
  const classes = namesIn(list)
  const isTaken = freeName(name, taken) !== name
  const ready = name !== '' && !isTaken && classes.length >= fewest && !starting
  const start = async () => {
    setStarting(true)
    setError(null)
    try {
      const edits = [{ kind: 'add-column' as const, column: name, classes }]
      const title = message('labelling.saving', { name: table.name })
      await runJob('datasets.edit', title, (jobId) => ({ jobId, id, edits, place: 'labelling' }))
      void navigate(labellingAddress(id, { column: name, unlabelled: true }), { replace: true })
    } catch (reason) {
      setError(reason)
      setStarting(false)
    }
  }
  const kind = table.media?.kind ?? 'rows'
  return (
    <form
      className="labelling-start"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) void start()
      }}
    >
      <p>{text(`labelling.start.lead.${kind}`, { count: table.profile.rows })}</p>
      {error !== null && <ErrorNotice error={error} />}
      <TextField
        label={text('labelling.start.classes')}
        hint={text('labelling.start.classesHint')}
        value={list}
        onChange={setList}
        lines={6}
        autoFocus
        maxLength={20_000}
      />
      <StartKeys classes={classes} />
      <TextField
        label={text('labelling.start.column')}
        hint={text('labelling.start.columnHint')}
        value={column}
        onChange={setColumn}
        maxLength={200}
        error={isTaken && name !== '' ? text('labelling.start.taken', { column: name }) : null}
      />
      <div className="labelling-start-actions">
        {onCancel !== undefined && <Button onPress={onCancel}>{text('common.cancel')}</Button>}
        <Button variant="primary" type="submit" isDisabled={!ready}>
          {text('labelling.start.do')}
        </Button>
      </div>
    </form>
  )
}

/** Which key will give which class. */
function StartKeys({ classes }: { readonly classes: readonly string[] }) {
  const { text } = useWords()
  const keys = keysOfClasses(classes.map((label) => ({ label, count: 0 })))
  if (classes.length < fewest) return <p className="caption muted">{text('labelling.start.atLeast')}</p>
  return (
    <ul className="labelling-start-keys" aria-label={text('labelling.start.keys')}>
      {classes.map((label) => (
        <li key={label}>
          {keys.has(label) && <kbd>{keys.get(label)}</kbd>} <span className="ellipsis">{label}</span>
        </li>
      ))}
    </ul>
  )
}
