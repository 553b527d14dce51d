/** Labelling: the examples of a dataset, found by class or suspicion, and given classes by keyboard. */
import { Check, Redo2, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import type { LabelView } from '../../../compute/spec/data-edit.ts'
import type { DatasetRecord } from '../../../main/ipc/contract/records.ts'
import { datasetAddress, historyAddress, wizardAddress } from '../../app/addresses.ts'
import { usePageRedo, usePageUndo } from '../../app/undo.ts'
import { useRequest } from '../../bridge/hooks.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { EmptyState, Page } from '../../components/page.tsx'
import { Waiting } from '../../components/progress.tsx'
import { useWords } from '../../i18n/words.ts'
import { labelColumns, wordLabelColumn } from './label-columns.ts'
import { LabelledExamples } from './labelled-examples.tsx'
import { LabelledSentences } from './labelled-sentences.tsx'
import './labelling.css'
import { useVersionSteps } from '../dataset/use-version-steps.ts'
import { StartLabelling, type StartLabellingProps } from './start-labelling.tsx'
import { type Labels, useLabels } from './use-labels.ts'

/** The labelling of the dataset in the address. */
export function LabellingScreen() {
  const { id = '' } = useParams()
  const { text } = useWords()
  const dataset = useRequest('datasets.get', { id })
  const [query, setQuery] = useSearchParams()
  if (dataset.data === undefined) {
    return (
      <Page title={text('labelling.title')}>
        {dataset.error === null ? <Waiting /> : <ErrorNotice error={dataset.error} />}
      </Page>
    )
  }
  const columns = labelColumns(dataset.data.table)
  const wordLabels = wordLabelColumn(dataset.data.table)
  const asked = query.get('column')
  const column = asked !== null && columns.includes(asked) ? asked : columns[0]
  if (wordLabels !== null && !query.has('start') && (asked === wordLabels || column === undefined)) {
    return <WordsPage key={`${id} ${wordLabels}`} dataset={dataset.data} column={wordLabels} />
  }
  if (column === undefined || query.has('start')) {
    const back = () => setQuery((before) => [...before].filter(([key]) => key !== 'start'), { replace: true })
    return <StartPage dataset={dataset.data} {...(column === undefined ? {} : { onCancel: back })} />
  }
  return <LabellingPage key={`${id} ${column}`} dataset={dataset.data} columns={columns} column={column} />
}

/** Where classes are named before there are any. What was undone can be done again from here. */
function StartPage(props: StartLabellingProps) {
  const { dataset } = props
  const { text } = useWords()
  const steps = useVersionSteps(dataset)
  const goes = (can: boolean, step: () => Promise<unknown>) => () => {
    if (can) void step()
    return can
  }
  usePageUndo(goes(steps.canUndo, steps.undo))
  usePageRedo(goes(steps.canRedo, steps.redo))
  return (
    <Page title={text('labelling.start.title')} trail={<DatasetTrail dataset={dataset} />}>
      <StartLabelling {...props} />
    </Page>
  )
}

/** The labels of words, once it is known which column's words they are. */
function WordsPage({ dataset, column }: { readonly dataset: DatasetRecord; readonly column: string }) {
  const { text } = useWords()
  const suggested = useRequest('advice.suggest', { datasetId: dataset.id, target: column })
  const words = suggested.data?.answers.labelling?.words
  return (
    <LabelledPage dataset={dataset} column={column} lead={text('labelling.words.lead')}>
      {(view, edit) =>
        words !== undefined ? (
          <LabelledSentences dataset={dataset} words={words} column={column} view={view} edit={edit} />
        ) : suggested.error !== null ? (
          <ErrorNotice error={suggested.error} />
        ) : suggested.data === undefined ? (
          <Waiting />
        ) : (
          <EmptyState title={text('labelling.words.none')} text={text('labelling.words.noneText')} />
        )
      }
    </LabelledPage>
  )
}

interface LabellingPageProps {
  readonly dataset: DatasetRecord
  readonly columns: readonly string[]
  readonly column: string
}

function LabellingPage({ dataset, columns, column }: LabellingPageProps) {
  const { text } = useWords()
  return (
    <LabelledPage dataset={dataset} column={column} lead={text('labelling.lead')}>
      {(view, edit) => <LabelledExamples dataset={dataset} columns={columns} column={column} view={view} edit={edit} />}
    </LabelledPage>
  )
}

interface LabelledPageProps {
  readonly dataset: DatasetRecord
  readonly column: string
  readonly lead: string
  readonly children: (view: LabelView, edit: Labels['edit']) => ReactNode
}

/** The frame of a labelling: its versions, the ways back and forth, and what went wrong. */
function LabelledPage({ dataset, column, lead, children }: LabelledPageProps) {
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
      summary={lead}
      actions={<Steps dataset={dataset} labels={labels} />}
    >
      <div className="labelling">
        {labels.error !== null && <ErrorNotice error={labels.error} />}
        {labels.view === undefined ? labels.error === null && <Waiting /> : children(labels.view, labels.edit)}
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
