/** A dataset's page: its state of health, its columns, all its rows, where it came from and what uses it. */
import { Ellipsis, FolderSearch, Tags, Trash2 } from 'lucide-react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { message } from '../../../../compute/spec/message.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { labellingAddress, wizardAddress } from '../../../app/addresses.ts'
import { usePageRedo, usePageUndo } from '../../../app/undo.ts'
import { useCommand, useRequest } from '../../../bridge/hooks.ts'
import { Button, IconButton } from '../../../components/button.tsx'
import { EditableTitle } from '../../../components/editable-title.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Menu } from '../../../components/menu.tsx'
import { Page } from '../../../components/page.tsx'
import { Waiting } from '../../../components/progress.tsx'
import { Tabs } from '../../../components/tabs.tsx'
import { notify } from '../../../components/toast.tsx'
import { useWords } from '../../../i18n/words.ts'
import { ColumnsView } from './columns-view.tsx'
import './dataset-screen.css'
import { PicturesView, RecordingsView } from './files-view.tsx'
import { mayBeLabelled } from '../../labelling/label-columns.ts'
import { HistoryView } from './history-view.tsx'
import { RowsView } from './rows-view.tsx'
import { mayHaveSeries, SeriesView } from './series-view.tsx'
import { useVersionSteps } from '../use-version-steps.ts'
import { SourceView } from './source-view.tsx'
import { TextsView } from './texts-view.tsx'

const views = ['files', 'columns', 'series', 'texts', 'rows', 'history', 'source'] as const
type View = (typeof views)[number]

/** The page of the dataset in the address. */
export function DatasetScreen() {
  const { id = '' } = useParams()
  const { text } = useWords()
  const dataset = useRequest('datasets.get', { id })
  if (dataset.error !== null) {
    return (
      <Page title={text('shell.data')}>
        <ErrorNotice error={dataset.error} />
      </Page>
    )
  }
  if (dataset.data === undefined) {
    return (
      <Page title={text('shell.data')}>
        <Waiting />
      </Page>
    )
  }
  return <DatasetPage key={id} dataset={dataset.data} />
}

function DatasetPage({ dataset }: { readonly dataset: DatasetRecord }) {
  const { text, format } = useWords()
  const navigate = useNavigate()
  const [query, setQuery] = useSearchParams()
  const rename = useCommand('datasets.rename', ['datasets.get', 'datasets.list'])
  const { table, id } = dataset
  const { media } = table
  const view = views.find((each) => each === query.get('view')) ?? (media === undefined ? 'columns' : 'files')
  const { profile } = table
  const steps = useVersionSteps(dataset)
  const tellVersion = (number: number | null) =>
    number !== null && notify({ message: message('versions.nowAt', { number, name: table.name }) })
  usePageUndo(() => {
    if (steps.canUndo) void steps.undo().then(tellVersion)
    return steps.canUndo
  })
  usePageRedo(() => {
    if (steps.canRedo) void steps.redo().then(tellVersion)
    return steps.canRedo
  })
  const summary = [
    text('common.rows', { count: profile.rows }),
    text('common.columns', { count: profile.columns.length }),
    format.bytes(table.source.bytes),
    text('dataset.importedOn', { date: format.dateTime(dataset.createdAt) }),
    ...(dataset.version > 1 ? [text('versions.version', { number: dataset.version })] : []),
  ].join(' · ')
  return (
    <Page
      title={
        <EditableTitle
          value={table.name}
          label={text('dataset.name')}
          onRename={(name) => rename.mutate({ id, name })}
        />
      }
      name={table.name}
      summary={summary}
      actions={
        <>
          <DatasetMenu dataset={dataset} />
          <Button icon={Tags} onPress={() => void navigate(labellingAddress(id))}>
            {text(mayBeLabelled(table) ? 'labelling.open' : 'labelling.start.open')}
          </Button>
          <Button variant="primary" onPress={() => void navigate(wizardAddress(id))}>
            {text('dataset.train')}
          </Button>
        </>
      }
    >
      <div className={`dataset dataset-${view}`}>
        {rename.error !== null && <ErrorNotice error={rename.error} />}
        <Tabs<View>
          label={text('dataset.views')}
          selected={view}
          onSelect={(next) => setQuery({ view: next }, { replace: true })}
          tabs={[
            ...(media === undefined
              ? []
              : [
                  {
                    id: 'files' as const,
                    label: text(media.kind === 'image' ? 'dataset.pictures' : 'dataset.recordings'),
                    content:
                      media.kind === 'image' ? (
                        <PicturesView dataset={dataset} />
                      ) : (
                        <RecordingsView dataset={dataset} />
                      ),
                  },
                ]),
            { id: 'columns', label: text('dataset.columns'), content: <ColumnsView dataset={dataset} /> },
            ...(mayHaveSeries(dataset)
              ? [
                  {
                    id: 'series' as const,
                    label: text('dataset.seriesView'),
                    content: <SeriesView dataset={dataset} />,
                  },
                ]
              : []),
            ...(profile.columns.some(({ texts }) => texts !== undefined)
              ? [{ id: 'texts' as const, label: text('dataset.texts'), content: <TextsView dataset={dataset} /> }]
              : []),
            { id: 'rows', label: text('dataset.rows'), content: <RowsView dataset={dataset} /> },
            { id: 'history', label: text('versions.history'), content: <HistoryView dataset={dataset} /> },
            { id: 'source', label: text('dataset.source'), content: <SourceView dataset={dataset} /> },
          ]}
        />
      </div>
    </Page>
  )
}

function DatasetMenu({ dataset: { id, table } }: { readonly dataset: DatasetRecord }) {
  const { text } = useWords()
  const navigate = useNavigate()
  const reveal = useCommand('shell.reveal')
  const restore = useCommand('datasets.restore', ['datasets.list', 'datasets.get'])
  const remove = useCommand('datasets.delete', ['datasets.list', 'datasets.get'])
  const project = useRequest('projects.current', {}).data ?? null
  const deleteIt = () =>
    remove.mutate(
      { id },
      {
        onSuccess: () => {
          notify({
            message: message('dataset.deleted', { name: table.name }),
            undo: () => restore.mutate({ id }),
          })
          void navigate('/data')
        },
      },
    )
  return (
    <Menu
      label={text('common.moreActions')}
      actions={[
        {
          id: 'reveal',
          label: text('dataset.reveal'),
          icon: FolderSearch,
          disabled: project === null,
          onAction: () => project !== null && reveal.mutate({ path: `${project.path}/${table.file}` }),
        },
        { id: 'delete', label: text('common.delete'), icon: Trash2, danger: true, onAction: deleteIt },
      ]}
    >
      <IconButton icon={Ellipsis} label={text('common.moreActions')} variant="plain" />
    </Menu>
  )
}
