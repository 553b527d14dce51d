/** The project's datasets; with none yet, how to get one. */
import { FileUp, Images } from 'lucide-react'
import { Link, Navigate, useNavigate } from 'react-router'
import type { DatasetRecord } from '../../../main/ipc/contract/records.ts'
import { datasetAddress, importAddress } from '../../app/addresses.ts'
import { useCommand, useRequest } from '../../bridge/hooks.ts'
import { Button } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { EmptyState, Page, Section } from '../../components/page.tsx'
import { Waiting } from '../../components/progress.tsx'
import { useWords } from '../../i18n/words.ts'
import './dataset-list-screen.css'

/** The list; a project with a single dataset goes straight to it. */
export function DatasetListScreen() {
  const { text } = useWords()
  const navigate = useNavigate()
  const datasets = useRequest('datasets.list', {})
  const chooseFile = useCommand('files.choose')
  const chooseFolder = useCommand('folders.choose')
  const project = useRequest('projects.current', {})
  const shown = (datasets.data ?? []).filter(({ deletedAt }) => deletedAt === null)
  const only = shown.length === 1 ? shown[0] : undefined
  if (project.data === null) return <Navigate to="/" replace />
  if (only !== undefined) return <Navigate to={datasetAddress(only.id)} replace />
  const openFile = () =>
    chooseFile.mutate({}, { onSuccess: (file) => file !== null && void navigate(importAddress(file.paths)) })
  const openPictures = () =>
    chooseFolder.mutate({}, { onSuccess: (folder) => folder !== null && void navigate(importAddress([folder.path])) })
  const importButton = (
    <>
      <Button variant={shown.length === 0 ? 'primary' : 'plain'} icon={FileUp} onPress={openFile}>
        {text('dataset.import')}
      </Button>
      <Button icon={Images} onPress={openPictures}>
        {text('start.choosePictures')}
      </Button>
    </>
  )
  return (
    <Page
      title={text('shell.data')}
      summary={project.data?.name}
      actions={shown.length === 0 ? undefined : importButton}
    >
      {datasets.error !== null && <ErrorNotice error={datasets.error} />}
      {datasets.isPending && <Waiting />}
      {datasets.isSuccess && shown.length === 0 && (
        <EmptyState title={text('dataset.none')} text={text('dataset.noneText')} actions={importButton} />
      )}
      <ul className="dataset-list">
        {shown.map((dataset) => (
          <DatasetRow key={dataset.id} dataset={dataset} />
        ))}
      </ul>
      <Trash datasets={(datasets.data ?? []).filter(({ deletedAt }) => deletedAt !== null)} />
    </Page>
  )
}

/** Deleted datasets, to be brought back; nothing where there are none. */
function Trash({ datasets }: { readonly datasets: readonly DatasetRecord[] }) {
  const { text, format } = useWords()
  const restore = useCommand('datasets.restore', ['datasets.list', 'datasets.get'])
  if (datasets.length === 0) return null
  return (
    <Section title={text('dataset.trash')}>
      {restore.error !== null && <ErrorNotice error={restore.error} />}
      <ul>
        {datasets.map(({ id, table, deletedAt }) => (
          <li key={id} className="dataset-list-row dataset-list-deleted">
            <span>{table.name}</span>
            <span>{text('common.rows', { count: table.profile.rows })}</span>
            <span>{deletedAt !== null && text('dataset.deletedAgo', { when: format.ago(deletedAt, Date.now()) })}</span>
            <Button size="small" onPress={() => restore.mutate({ id })}>
              {text('dataset.restore')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function DatasetRow({ dataset: { id, table, createdAt, runs } }: { readonly dataset: DatasetRecord }) {
  const { text, format } = useWords()
  const { rows, columns, notices } = table.profile
  const open = notices.filter(({ level }) => level === 'needs-you').length
  return (
    <li className="dataset-list-row">
      <Link to={datasetAddress(id)}>{table.name}</Link>
      <span>{text('common.rows', { count: rows })}</span>
      <span>{text('common.columns', { count: columns.length })}</span>
      <span>{text('common.runs', { count: runs })}</span>
      <span className={open === 0 ? 'muted' : 'dataset-list-open'}>
        {open === 0 ? text('common.levels.fine') : text('dataset.open', { count: open })}
      </span>
      <span className="muted">{format.ago(createdAt, Date.now())}</span>
    </li>
  )
}
