/** The page that every run has, whatever it learns and however far it is: its name to change, and the way back to the list. */
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { AnyRunRecord } from '../../../main/ipc/contract/records.ts'
import { Page } from '../../components/page.tsx'
import { useWords } from '../../i18n/words.ts'
import { RunName } from './run-name.tsx'
import { useRunActions } from './use-run-actions.ts'

export interface RunPageProps {
  readonly run: AnyRunRecord
  readonly summary: ReactNode
  readonly actions: ReactNode
  readonly children: ReactNode
}

export function RunPage({ run, ...content }: RunPageProps) {
  const { text } = useWords()
  const { rename } = useRunActions()
  return (
    <Page
      title={<RunName run={run} onRename={(name) => void rename(run, name)} />}
      name={run.name}
      trail={<Link to="/runs">{text('shell.runs')}</Link>}
      {...content}
    />
  )
}
