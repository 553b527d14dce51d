/** The note of a run: kept when one leaves the field, and after a pause while typing. */
import { useEffect, useEffectEvent, useState } from 'react'
import type { RunSummary } from '../../../main/ipc/contract/records.ts'
import { TextField } from '../../components/field.tsx'
import { useWords } from '../../i18n/words.ts'
import { useRunActions } from './use-run-actions.ts'

const pause = 800

export function NoteField({ run }: { readonly run: RunSummary }) {
  const { text } = useWords()
  const { setNote } = useRunActions()
  const [typed, setTyped] = useState(run.note)
  const keep = useEffectEvent(() => {
    if (typed !== run.note) void setNote(run, typed)
  })
  useEffect(() => {
    const timer = setTimeout(() => keep(), pause)
    return () => clearTimeout(timer)
  }, [typed])
  useEffect(() => () => keep(), [])
  return <TextField label={text('runs.columns.note')} lines={3} value={typed} onChange={setTyped} maxLength={20_000} />
}
