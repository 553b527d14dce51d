/** The tags of a run: each can be taken off, new ones are typed. */
import { X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { RunSummary } from '../../../main/ipc/contract/records.ts'
import { TextField } from '../../components/field.tsx'
import { useWords } from '../../i18n/words.ts'
import { useRunActions } from './use-run-actions.ts'
import './tag-field.css'

export function TagField({ run }: { readonly run: RunSummary }) {
  const { text } = useWords()
  const { setTags } = useRunActions()
  const [typed, setTyped] = useState('')
  const add = () => {
    const tag = typed.trim()
    setTyped('')
    if (tag !== '' && !run.tags.includes(tag)) void setTags(run, [...run.tags, tag])
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    add()
  }
  return (
    <div className="tag-field">
      <div onKeyDown={onKeyDown}>
        <TextField
          label={text('runs.columns.tags')}
          value={typed}
          onChange={setTyped}
          onBlur={add}
          maxLength={40}
          placeholder={text('runs.newTag')}
        />
      </div>
      {run.tags.length > 0 && (
        <ul className="tags" aria-label={text('runs.columns.tags')}>
          {run.tags.map((tag) => (
            <li key={tag} className="tag">
              {tag}
              <AriaButton
                className="tag-remove"
                aria-label={text('runs.removeTag', { tag })}
                onPress={() =>
                  void setTags(
                    run,
                    run.tags.filter((other) => other !== tag),
                  )
                }
              >
                <X className="icon" aria-hidden />
              </AriaButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
