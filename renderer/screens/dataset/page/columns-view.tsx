/** The first view of a dataset: findings, what could be predicted, and a row for each column. */
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { TargetCandidate } from '../../../../compute/spec/dataset.ts'
import { byUrgency } from '../../../../compute/spec/health.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { wizardAddress } from '../../../app/addresses.ts'
import { useRequest } from '../../../bridge/hooks.ts'
import { Button } from '../../../components/button.tsx'
import { SearchField } from '../../../components/field.tsx'
import { Section } from '../../../components/page.tsx'
import { Select } from '../../../components/select.tsx'
import { Findings } from '../../../components/status-mark.tsx'
import { useWords } from '../../../i18n/words.ts'
import { DataRemedies } from '../data-remedies.tsx'
import { useShowRows } from '../use-found-rows.ts'
import { ColumnsTable } from './columns-table.tsx'

/** Findings shown before "show all". */
const fewFindings = 6
const fewCandidates = 3

export interface DatasetViewProps {
  readonly dataset: DatasetRecord
}

/** See the file's head. */
export function ColumnsView({ dataset }: DatasetViewProps) {
  const { text } = useWords()
  const [search, setSearch] = useState('')
  const { profile } = dataset.table
  const wanted = search.trim().toLocaleLowerCase()
  const columns = profile.columns.filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
  const measured = profile.columns.filter(({ kind }) => kind === 'number' || kind === 'category' || kind === 'date')
  const best = profile.targetCandidates.find(({ column }) => measured.some(({ name }) => name === column))?.column
  const [chosen, setChosen] = useState<string | null>(null)
  const target = measured.find(({ name }) => name === chosen)?.name ?? best ?? measured.at(-1)?.name ?? ''
  const associations = useRequest(
    'datasets.associations',
    { id: dataset.id, target },
    { keepPrevious: true, enabled: target !== '' },
  )
  return (
    <>
      <div className="dataset-top">
        <Health dataset={dataset} />
        <Candidates id={dataset.id} candidates={profile.targetCandidates} />
      </div>
      <Section
        title={text('dataset.columns')}
        actions={
          <>
            {measured.length > 1 && (
              <span className="columns-strength">
                <span className="caption muted" aria-hidden>
                  {text('dataset.strengthWith')}
                </span>
                <Select
                  label={text('dataset.strengthWith')}
                  labelHidden
                  size="small"
                  value={target}
                  onChange={setChosen}
                  options={measured.map(({ name }) => ({ value: name, label: name }))}
                />
              </span>
            )}
            <SearchField label={text('dataset.search')} value={search} onChange={setSearch} />
          </>
        }
      >
        {columns.length === 0 ? (
          <p className="muted">{text('dataset.noColumns', { search })}</p>
        ) : (
          <ColumnsTable dataset={dataset} columns={columns} associations={associations.data ?? []} />
        )}
      </Section>
    </>
  )
}

function Health({ dataset }: DatasetViewProps) {
  const { text } = useWords()
  const showing = useShowRows(dataset)
  const { notices } = dataset.table.profile
  const [all, setAll] = useState(false)
  const open = notices.filter(({ level }) => level === 'needs-you').length
  const sorted = notices.toSorted(byUrgency)
  return (
    <Section
      title={text('dataset.health')}
      lead={open === 0 ? text('dataset.healthy') : text('dataset.needsYou', { count: open })}
    >
      <Findings
        label={text('dataset.health')}
        notices={all ? sorted : sorted.slice(0, fewFindings)}
        remediesOf={(finding) => <DataRemedies dataset={dataset} finding={finding} />}
        {...showing}
      />
      {notices.length > fewFindings && !all && (
        <Button size="small" variant="quiet" onPress={() => setAll(true)}>
          {text('dataset.allFindings', { count: notices.length })}
        </Button>
      )}
    </Section>
  )
}

interface CandidatesProps {
  readonly id: string
  readonly candidates: readonly TargetCandidate[]
}

function Candidates({ id, candidates }: CandidatesProps) {
  const { text, say } = useWords()
  const navigate = useNavigate()
  if (candidates.length === 0) return null
  return (
    <Section title={text('dataset.targets')} lead={text('dataset.targetsLead')}>
      <ul className="dataset-targets">
        {candidates.slice(0, fewCandidates).map(({ column, task, reason }) => (
          <li key={column}>
            <span className="dataset-target-name">{column}</span>
            <span className="caption muted">{text(`common.tasks.${task}`)}</span>
            <Button
              size="small"
              aria-label={text('dataset.predictColumn', { column })}
              onPress={() => void navigate(`${wizardAddress(id)}?target=${encodeURIComponent(column)}`)}
            >
              {text('dataset.predict')}
            </Button>
            <span className="dataset-target-reason">{say(reason)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
