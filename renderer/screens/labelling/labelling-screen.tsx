/** Labelling: the examples of a dataset, found by class or suspicion, and given classes by keyboard. */
import { Check, Redo2, Undo2 } from 'lucide-react'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import type { DatasetRecord } from '../../../main/ipc/contract/records.ts'
import { datasetAddress, historyAddress, wizardAddress } from '../../app/addresses.ts'
import { usePageRedo, usePageUndo } from '../../app/undo.ts'
import { useRequest } from '../../bridge/hooks.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { EmptyState, Page } from '../../components/page.tsx'
import { Waiting } from '../../components/progress.tsx'
import { useWords } from '../../i18n/words.ts'
import { labelColumns } from './label-columns.ts'
import { LabelledExamples } from './labelled-examples.tsx'
import './labelling.css'
import { type Labels, useLabels } from './use-labels.ts'

/** The labelling of the dataset in the address. */
export function LabellingScreen() {
  const { id = '' } = useParams()
  const { text } = useWords()
  const dataset = useRequest('datasets.get', { id })
  const [query] = useSearchParams()
  if (dataset.data === undefined) {
    return (
      <Page title={text('labelling.title')}>
        {dataset.error === null ? <Waiting /> : <ErrorNotice error={dataset.error} />}
      </Page>
    )
  }
  const columns = labelColumns(dataset.data.table)
  const asked = query.get('column')
  const column = asked !== null && columns.includes(asked) ? asked : columns[0]
  if (column === undefined) {
    return (
      <Page title={text('labelling.title')} trail={<DatasetTrail dataset={dataset.data} />}>
        <EmptyState title={text('labelling.noClasses')} text={text('labelling.noClassesText')} />
      </Page>
    )
  }
  return <LabellingPage key={`${id} ${column}`} dataset={dataset.data} columns={columns} column={column} />
}

interface LabellingPageProps {
  readonly dataset: DatasetRecord
  readonly columns: readonly string[]
  readonly column: string
}

function LabellingPage({ dataset, columns, column }: LabellingPageProps) {
  const { text } = useWords()
  const labels = useLabels(dataset, column)
  usePageUndo(() => {
    if (!labels.canUndo) return false
    labels.undo()
    return true
  })
  usePageRedo(() => {
    if (!labels.canRedo) return false
    labels.redo()
    return true
  })
  return (
    <Page
      title={text('labelling.title')}
      name={`${text('labelling.title')}: ${dataset.table.name}`}
      trail={<DatasetTrail dataset={dataset} />}
      summary={text('labelling.lead')}
      actions={<Steps dataset={dataset} labels={labels} />}
    >
      <div className="labelling">
        {labels.error !== null && <ErrorNotice error={labels.error} />}
        {labels.view === undefined ? (
          labels.error === null && <Waiting />
        ) : (
          <LabelledExamples dataset={dataset} columns={columns} column={column} view={labels.view} edit={labels.edit} />
        )}
      </div>
    </Page>
  )
}

function DatasetTrail({ dataset: { id, table } }: { readonly dataset: DatasetRecord }) {
  return <Link to={datasetAddress(id)}>{table.name}</Link>
}

/** The version that has come of it so far, and the ways back and forth. */
function Steps({ dataset, labels }: { readonly dataset: DatasetRecord; readonly labels: Labels }) {
  const { text } = useWords()
  return (
    <>
      <Link className="labelling-version" to={historyAddress(dataset.id)} aria-live="polite">
        {!labels.saving && <Check className="icon" aria-hidden />}
        {text(labels.saving ? 'labelling.savingVersion' : 'versions.version', { number: dataset.version })}
      </Link>
      <IconButton
        icon={Undo2}
        variant="plain"
        label={text('common.undo')}
        isDisabled={!labels.canUndo}
        onPress={labels.undo}
      />
      <IconButton
        icon={Redo2}
        variant="plain"
        label={text('common.redo')}
        isDisabled={!labels.canRedo}
        onPress={labels.redo}
      />
      <TrainButton dataset={dataset} />
    </>
  )
}

function TrainButton({ dataset }: { readonly dataset: DatasetRecord }) {
  const { text } = useWords()
  const navigate = useNavigate()
  return (
    <Button variant="primary" onPress={() => void navigate(wizardAddress(dataset.id))}>
      {text('dataset.train')}
    </Button>
  )
}
