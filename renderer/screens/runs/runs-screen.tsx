/** All runs of the project: found, sorted, compared, tagged, put away, deleted and brought back. */
import { useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import type { RunSummary } from '../../../main/ipc/contract/records.ts'
import { useRequest } from '../../bridge/hooks.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { SearchField } from '../../components/field.tsx'
import { EmptyState, Page } from '../../components/page.tsx'
import { Waiting } from '../../components/progress.tsx'
import { Segments, Select } from '../../components/select.tsx'
import { useWords } from '../../i18n/words.ts'
import { BatchBar } from './batch-bar.tsx'
import { ColumnChooser } from './column-chooser.tsx'
import { NoteField } from './note-field.tsx'
import { PurgeDialog } from './purge-dialog.tsx'
import { type StatusFilter, statusFilterKeys, statusFilters } from './run-batch.ts'
import { countViews, listRuns, type RunsView, tagsInUse } from './run-list.ts'
import { RunMenu } from './run-menu.tsx'
import { RunsGrid } from './runs-grid.tsx'
import './runs-screen.css'
import { keepListed, nothingChosen, type Selection } from '../../components/selection.ts'
import { TagField } from './tag-field.tsx'
import { useRunActions } from './use-run-actions.ts'
import { type RunsTable, useRunsTable } from './use-runs-table.ts'

const views: readonly RunsView[] = ['active', 'archived', 'trash']

export function RunsScreen() {
  const { text } = useWords()
  const runs = useRequest('runs.list', {})
  const table = useRunsTable()
  if (runs.error !== null) {
    return (
      <Page title={text('shell.runs')}>
        <ErrorNotice error={runs.error} />
      </Page>
    )
  }
  if (runs.data === undefined || table === null) {
    return (
      <Page title={text('shell.runs')}>
        <Waiting />
      </Page>
    )
  }
  return <Runs all={runs.data} table={table} />
}

interface RunsProps {
  readonly all: readonly RunSummary[]
  readonly table: RunsTable
}

/** What is open over the table. */
type Open =
  | { readonly kind: 'menu'; readonly run: RunSummary; readonly anchor: Element }
  | { readonly kind: 'describe'; readonly id: string }
  | { readonly kind: 'purge'; readonly runs: readonly RunSummary[] }
  | null

function Runs({ all, table }: RunsProps) {
  const { text, language } = useWords()
  const actions = useRunActions()
  const [search, setSearch] = useState('')
  const [status, setStatus] = useState<StatusFilter>('all')
  const [tag, setTag] = useState<string | null>(null)
  const [selected, setSelected] = useState<Selection>(nothingChosen)
  const [renaming, setRenaming] = useState<string | null>(null)
  const [open, setOpen] = useState<Open>(null)
  const [error, setError] = useState<unknown>(null)
  const counts = useMemo(() => countViews(all), [all])
  const shown = useMemo(() => {
    const { view, sortBy, descending } = table
    const query = { view, text: search, statuses: new Set(statusFilters[status]), tag, sortBy, descending }
    return listRuns(all, query, language)
  }, [all, table, search, status, tag, language])
  const selection = useMemo(() => {
    return keepListed(
      selected,
      shown.map(({ id }) => id),
    )
  }, [selected, shown])
  const chosen = shown.filter(({ id }) => selection.chosen.has(id))
  const failed = (reason: unknown) => setError(reason)
  const remove = (runs: readonly RunSummary[]) => void actions.remove(runs).catch(failed)
  const removeChosen = () => {
    const active = shown.filter(({ id }) => id === selection.active)
    const runs = chosen.length > 0 ? chosen : active
    if (table.view === 'trash') setOpen({ kind: 'purge', runs })
    else remove(runs)
  }
  const described = open?.kind === 'describe' ? all.find(({ id }) => id === open.id) : undefined
  const filtered = search !== '' || status !== 'all' || tag !== null

  return (
    <Page
      title={text('shell.runs')}
      summary={text('common.runs', { count: counts.active + counts.archived })}
      actions={
        table.view === 'trash' && counts.trash > 0 ? (
          <Button variant="danger" onPress={() => setOpen({ kind: 'purge', runs: shown })}>
            {text('runs.emptyTrash')}
          </Button>
        ) : undefined
      }
      {...(chosen.length > 0
        ? {
            foot: (
              <BatchBar
                chosen={chosen}
                view={table.view}
                actions={actions}
                onError={failed}
                onClear={() => setSelected({ ...selection, chosen: new Set() })}
                onPurge={() => setOpen({ kind: 'purge', runs: chosen })}
              />
            ),
          }
        : {})}
    >
      <div className="runs">
        <div className="runs-tools">
          <Segments
            label={text('runs.view')}
            labelHidden
            options={views.map((view) => ({
              value: view,
              label: text(`runs.views.${view}`, { count: counts[view] }),
            }))}
            value={table.view}
            onChange={(view) => {
              setSelected(nothingChosen)
              table.setView(view)
            }}
          />
          <SearchField label={text('runs.search')} value={search} onChange={setSearch} />
          <Select
            label={text('runs.statusFilter')}
            labelHidden
            options={statusFilterKeys.map((key) => ({ value: key, label: text(`runs.statusFilters.${key}`) }))}
            value={status}
            onChange={setStatus}
          />
          <TagFilter all={all} tag={tag} onTag={setTag} />
          <span className="runs-tools-end">
            <ColumnChooser table={table} />
          </span>
        </div>
        {error !== null && (
          <ErrorNotice
            error={error}
            actions={
              <Button size="small" onPress={() => setError(null)}>
                {text('common.close')}
              </Button>
            }
          />
        )}
        {shown.length === 0 ? (
          <NoRuns
            view={table.view}
            filtered={filtered}
            onClear={() => {
              setSearch('')
              setStatus('all')
              setTag(null)
            }}
          />
        ) : (
          <RunsGrid
            label={text('shell.runs')}
            runs={shown}
            table={table}
            selection={selection}
            onSelect={setSelected}
            renaming={renaming}
            onStartRenaming={(run) => setRenaming(run.id)}
            onRename={(run, name) => {
              setRenaming(null)
              if (name !== null) void actions.rename(run, name).catch(failed)
            }}
            onMenu={(run, anchor) => setOpen({ kind: 'menu', run, anchor })}
            onDelete={removeChosen}
          />
        )}
      </div>
      {open?.kind === 'menu' && (
        <RunMenu
          run={open.run}
          anchor={open.anchor}
          onClose={() => setOpen((now) => (now === open ? null : now))}
          onRename={(run) => setRenaming(run.id)}
          onDescribe={(run) => setOpen({ kind: 'describe', id: run.id })}
          onArchive={(run, archived) => void actions.archive([run], archived).catch(failed)}
          onDelete={(run) => remove([run])}
          onRestore={(run) => void actions.restore([run]).catch(failed)}
          onPurge={(run) => setOpen({ kind: 'purge', runs: [run] })}
        />
      )}
      <Dialog
        title={text('runs.describeTitle', { name: described?.name ?? '' })}
        open={described !== undefined}
        onClose={() => setOpen(null)}
        actions={<Button onPress={() => setOpen(null)}>{text('common.close')}</Button>}
      >
        {described !== undefined && (
          <div className="runs-describe">
            <TagField run={described} />
            <NoteField run={described} />
          </div>
        )}
      </Dialog>
      <PurgeDialog
        runs={open?.kind === 'purge' ? open.runs : null}
        onClose={() => setOpen(null)}
        onPurge={(runs) => void actions.purge(runs).catch(failed)}
      />
    </Page>
  )
}

interface TagFilterProps {
  readonly all: readonly RunSummary[]
  readonly tag: string | null
  readonly onTag: (tag: string | null) => void
}

/** Stands for no tag in a list whose other entries are tags: no tag is empty. */
const anyTag = ''

function TagFilter({ all, tag, onTag }: TagFilterProps) {
  const { text } = useWords()
  const tags = useMemo(() => tagsInUse(all), [all])
  if (tags.length === 0) return null
  return (
    <Select
      label={text('runs.tagFilter')}
      labelHidden
      options={[{ value: anyTag, label: text('runs.anyTag') }, ...tags.map((each) => ({ value: each, label: each }))]}
      value={tag ?? anyTag}
      onChange={(next) => onTag(next === anyTag ? null : next)}
    />
  )
}

interface NoRunsProps {
  readonly view: RunsView
  readonly filtered: boolean
  readonly onClear: () => void
}

/** What stands where no run is to be shown, and how to get one. */
function NoRuns({ view, filtered, onClear }: NoRunsProps) {
  const { text } = useWords()
  const navigate = useNavigate()
  if (filtered) {
    return (
      <EmptyState
        title={text('runs.noMatchTitle')}
        text={text('runs.noMatchText')}
        actions={<Button onPress={onClear}>{text('runs.clearFilters')}</Button>}
      />
    )
  }
  return (
    <EmptyState
      title={text(`runs.empty.${view}.title`)}
      text={text(`runs.empty.${view}.text`)}
      {...(view === 'active'
        ? {
            actions: (
              <Button variant="primary" onPress={() => void navigate('/data')}>
                {text('runs.toData')}
              </Button>
            ),
          }
        : {})}
    />
  )
}
