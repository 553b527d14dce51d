/** What can be done with the runs that are chosen, at the foot of the page. */
import { Archive, ArchiveRestore, ChartLine, Tag, Trash2, Undo2 } from 'lucide-react'
import { type SubmitEvent, useState } from 'react'
import { Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { useNavigate } from 'react-router'
import type { RunSummary } from '../../../main/ipc/contract/records.ts'
import { Button } from '../../components/button.tsx'
import { TextField } from '../../components/field.tsx'
import { useWords } from '../../i18n/words.ts'
import { canCompare, compareAddress, isActive, mostCompared } from './run-batch.ts'
import type { RunsView } from './run-list.ts'
import type { RunActions } from './use-run-actions.ts'

export interface BatchBarProps {
  readonly chosen: readonly RunSummary[]
  readonly view: RunsView
  readonly actions: RunActions
  readonly onError: (error: unknown) => void
  readonly onClear: () => void
  readonly onPurge: () => void
}

export function BatchBar({ chosen, view, actions, onError, onClear, onPurge }: BatchBarProps) {
  const { text } = useWords()
  const navigate = useNavigate()
  const act = (does: Promise<void>) => {
    does.then(onClear, onError)
  }
  const training = chosen.some(isActive)
  return (
    <div className="batch" role="toolbar" aria-label={text('runs.batch')}>
      <span className="batch-count" role="status">
        {text('runs.chosen', { count: chosen.length })}
        {training && view !== 'trash' && <span className="muted"> · {text('runs.trainingStays')}</span>}
      </span>
      <Button variant="quiet" onPress={onClear}>
        {text('runs.chooseNone')}
      </Button>
      {view === 'trash' ? (
        <>
          <Button icon={Undo2} onPress={() => act(actions.restore(chosen))}>
            {text('runs.restore')}
          </Button>
          <Button variant="danger" icon={Trash2} onPress={onPurge}>
            {text('runs.purge')}
          </Button>
        </>
      ) : (
        <>
          <Button variant="danger" icon={Trash2} isDisabled={training} onPress={() => act(actions.remove(chosen))}>
            {text('runs.delete')}
          </Button>
          <Button
            icon={view === 'archived' ? ArchiveRestore : Archive}
            onPress={() => act(actions.archive(chosen, view !== 'archived'))}
          >
            {text(view === 'archived' ? 'runs.unarchive' : 'runs.archive')}
          </Button>
          <TagButton onTag={(tag) => void actions.addTag(chosen, tag).catch(onError)} />
          <Button
            variant="primary"
            icon={ChartLine}
            isDisabled={!canCompare(chosen.length)}
            onPress={() => void navigate(compareAddress(chosen))}
          >
            {chosen.length > mostCompared
              ? text('runs.compareAtMost', { most: mostCompared })
              : text('runs.compare', { count: chosen.length })}
          </Button>
        </>
      )}
    </div>
  )
}

function TagButton({ onTag }: { readonly onTag: (tag: string) => void }) {
  const { text } = useWords()
  const [typed, setTyped] = useState('')
  const submit = (event: SubmitEvent, close: () => void) => {
    event.preventDefault()
    const tag = typed.trim()
    if (tag === '') return
    onTag(tag)
    setTyped('')
    close()
  }
  return (
    <DialogTrigger>
      <Button icon={Tag}>{text('runs.addTag')}</Button>
      <Popover className="menu-popover" offset={4} placement="top">
        <Dialog className="columns" aria-label={text('runs.addTag')}>
          {({ close }) => (
            <form className="tag-field" onSubmit={(event) => submit(event, close)}>
              <TextField label={text('runs.newTag')} value={typed} onChange={setTyped} maxLength={40} autoFocus />
              <Button size="small" type="submit" isDisabled={typed.trim() === ''}>
                {text('runs.addTag')}
              </Button>
            </form>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
