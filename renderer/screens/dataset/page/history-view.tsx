/** The versions of a dataset: what each changed, where and when, what learned from it, and the way back to it. */
import { History } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { runAddress } from '../../../app/addresses.ts'
import { useRequest } from '../../../bridge/hooks.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Section } from '../../../components/page.tsx'
import { Waiting } from '../../../components/progress.tsx'
import { useWords } from '../../../i18n/words.ts'
import { useVersionSteps } from '../use-version-steps.ts'
import { changeWords } from '../version-words.ts'
import type { DatasetViewProps } from './columns-view.tsx'
import './history-view.css'
import { type HistoryEntry, historyOf } from './version-history.ts'

/** Changes of an entry that are told before "and more". */
const fewChanges = 4

/** See the file's head. */
export function HistoryView({ dataset }: DatasetViewProps) {
  const { text } = useWords()
  const versions = useRequest('datasets.versions', { id: dataset.id }, { keepPrevious: true })
  const steps = useVersionSteps(dataset)
  const [going, setGoing] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const goTo = (number: number) => {
    setGoing(number)
    setError(null)
    steps
      .goTo(number)
      .catch((reason: unknown) => setError(reason))
      .finally(() => setGoing(null))
  }
  if (versions.error !== null) return <ErrorNotice error={versions.error} />
  if (versions.data === undefined) return <Waiting />
  return (
    <Section title={text('versions.history')} lead={text('versions.lead')}>
      {error !== null && <ErrorNotice error={error} />}
      <ol className="history" aria-label={text('versions.history')}>
        {historyOf(versions.data, dataset.version).map((entry) => (
          <Entry key={entry.versions[0]!.number} entry={entry} going={going} onGoTo={goTo} />
        ))}
      </ol>
    </Section>
  )
}

interface EntryProps {
  readonly entry: HistoryEntry
  /** The version that is being gone back to. */
  readonly going: number | null
  readonly onGoTo: (number: number) => void
}

function Entry({ entry: { versions, current, inUse }, going, onGoTo }: EntryProps) {
  const words = useWords()
  const { text, format } = words
  const first = versions[0]!
  const last = versions.at(-1)!
  const changes = versions.slice(-fewChanges).reverse()
  const more = versions.length - changes.length
  return (
    <li className={inUse ? 'history-entry' : 'history-entry history-left'} aria-current={current}>
      <span className="history-number">
        {first === last
          ? text('versions.version', { number: last.number })
          : text('versions.versions', { first: first.number, last: last.number })}
      </span>
      <div className="history-changes">
        {changes.map((version) => (
          <p key={version.number}>{changeWords(version.change, words)}</p>
        ))}
        {versions.map(({ number, change }) =>
          change.kind === 'reimport' && change.lostRows.length > 0 ? (
            <ul key={`lost ${number}`} className="caption muted history-lost">
              {change.lostRows.map((row, at) => (
                <li key={at}>{row}</li>
              ))}
            </ul>
          ) : null,
        )}
        {more > 0 && <p className="muted">{text('versions.moreChanges', { count: more })}</p>}
        <p className="caption muted">
          {[
            text(`versions.places.${last.place}`),
            format.dateTime(last.createdAt),
            ...(last.rows === null ? [] : [text('common.rows', { count: last.rows })]),
            ...(inUse ? [] : [text('versions.undone')]),
          ].join(' · ')}
        </p>
        {last.runs.length > 0 && (
          <p className="caption history-runs">
            {text('versions.usedBy')}
            {last.runs.map((run) => (
              <Link key={run.id} to={runAddress(run.id)}>
                {run.name}
              </Link>
            ))}
          </p>
        )}
      </div>
      {current ? (
        <span className="history-current">{text('versions.current')}</span>
      ) : (
        <Button size="small" icon={History} isDisabled={going !== null} onPress={() => onGoTo(last.number)}>
          {text(going === last.number ? 'versions.goingBack' : 'versions.goTo')}
        </Button>
      )}
    </li>
  )
}
