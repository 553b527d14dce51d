/** The import preview: what was found in a file and why, its first rows, and everything to overrule before it is imported. */
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import {
  type ColumnKind,
  type DialectOverrides,
  type TableInspection,
  tableMayStay,
} from '../../../../compute/spec/table-dialect.ts'
import type { SourceChoice } from '../../../../compute/spec/table-format.ts'
import { useRequest } from '../../../bridge/hooks.ts'
import { Page } from '../../../components/page.tsx'
import { Waiting } from '../../../components/progress.tsx'
import { useWords } from '../../../i18n/words.ts'
import { AudioImportScreen } from './audio-import-screen.tsx'
import { FoundPanel } from './found-panel.tsx'
import { tableAlone } from './files-import-screen.tsx'
import { ImageImportScreen } from './image-import-screen.tsx'
import { ImportFrame } from './import-frame.tsx'
import { ImportProblem } from './import-problem.tsx'
import './import-screen.css'
import { PlaceChoice, usePlace } from './place-choice.tsx'
import { PreviewTable } from './preview-table.tsx'
import { ReadAnotherWay } from './read-another-way.tsx'
import { type ImportTarget, useImport } from './use-import.ts'

/** The preview of the files in the address; others begin anew. */
export function ImportRoute() {
  const [query] = useSearchParams()
  const [path = '', ...furtherPaths] = query.getAll('path')
  const { text } = useWords()
  const kind = useRequest('sources.kind', { path })
  const sample = query.get('sample')
  if (kind.data !== undefined && kind.data.kind !== 'table' && !query.has(tableAlone)) {
    const name = sample === null ? null : text(`samples.${sample}.title`)
    const FilesImport = kind.data.kind === 'images' ? ImageImportScreen : AudioImportScreen
    return <FilesImport key={path} path={path} ownName={name} otherFiles={furtherPaths.length} />
  }
  if (kind.data === undefined && kind.error === null) {
    return (
      <Page title={fileOf(path)} trail={text('import.trail')}>
        <Waiting label={text('import.looking')} />
      </Page>
    )
  }
  const start: SourceChoice = {
    part: query.get('part') ?? undefined,
    fileColumn: query.get('fileColumn') ?? undefined,
    ...(furtherPaths.length === 0 ? {} : { furtherPaths }),
  }
  return <ImportScreen key={query.toString()} path={path} start={start} sample={sample} />
}

interface ImportScreenProps {
  readonly path: string
  readonly start: SourceChoice
  /** The sample's id, where it is one of the app's own. */
  readonly sample: string | null
}

function ImportScreen({ path, start, sample }: ImportScreenProps) {
  const { text, format } = useWords()
  const project = useRequest('projects.current', {}).data ?? null
  const [dialect, setDialect] = useState<DialectOverrides>({})
  const [kinds, setKinds] = useState<Record<string, ColumnKind>>({})
  const [choice, setChoice] = useState(start)
  const [ownName, setName] = useState<string | null>(null)
  const [skipBadRows, setSkipBadRows] = useState(false)
  const [ownTarget, setTarget] = useState<ImportTarget | null>(null)
  const inspection = useRequest('tables.inspect', { path, dialect, kinds, choice }, { keepPrevious: true })
  const found = useLastGood(inspection.data)
  const importing = useImport()

  const name = ownName ?? (sample === null ? nameOf(found?.fileName ?? path) : text(`samples.${sample}.title`))
  const target = ownTarget ?? (project === null ? 'new-project' : 'open-project')
  const mayStay = found !== null && tableMayStay(found)
  const place = usePlace(mayStay ? found.bytes : null)
  const importNow = (skip: boolean) => {
    setSkipBadRows(skip)
    const request = { path, name, dialect, kinds, skipBadRows: skip, stays: place.stays, ...choice }
    importing.start({ kind: 'table', request }, target)
  }
  const choose = (next: SourceChoice) => {
    // Another sheet has other columns, and so has a file that is taken for something else.
    if (next.part !== choice.part || next.format !== choice.format) setKinds({})
    setChoice(next)
  }
  const problem = importing.error ?? inspection.error

  return (
    <ImportFrame
      title={found?.fileName ?? fileOf(path)}
      summary={found === null ? path : <Size inspection={found} />}
      name={name}
      importing={importing}
      ready={found !== null && inspection.error === null}
      importLabel={
        found?.wholeFileRead
          ? text('import.importRows', { count: found.estimatedRows, rows: format.integer(found.estimatedRows) })
          : text('import.importTable')
      }
      onImport={() => importNow(skipBadRows)}
    >
      {problem !== null && (
        <ImportProblem
          error={problem}
          onSkipBadRows={() => importNow(true)}
          onRetry={() => void inspection.refetch()}
        />
      )}
      {found === null && inspection.error === null && <Waiting label={text('import.looking')} />}
      {found === null && inspection.error !== null && (
        <ReadAnotherWay path={path} error={inspection.error} overrides={dialect} onOverride={setDialect} />
      )}
      {found !== null && (
        <div className="import-parts">
          <FoundPanel
            inspection={found}
            overrides={dialect}
            onOverride={setDialect}
            choice={choice}
            onChoice={choose}
            name={name}
            onName={setName}
            project={project}
            target={target}
            onTarget={setTarget}
            skipBadRows={skipBadRows}
            onSkipBadRows={setSkipBadRows}
            place={<PlaceChoice what="table" {...place} mayStay={mayStay} bytes={found.bytes} />}
          />
          <PreviewTable inspection={found} kinds={kinds} onKinds={setKinds} />
        </div>
      )}
    </ImportFrame>
  )
}

function Size({ inspection }: { readonly inspection: TableInspection }) {
  const { text, format } = useWords()
  const { bytes, estimatedRows, wholeFileRead, columns, files, format: fileFormat } = inspection
  const rows = text('common.rows', { count: estimatedRows })
  const parts = [
    files === 1 ? text(`import.formats.${fileFormat}`) : text('import.fileCount', { count: files }),
    wholeFileRead ? rows : text('import.about', { what: rows }),
    text('common.columns', { count: columns.length }),
    format.bytes(bytes),
  ]
  return parts.join(' · ')
}

function fileOf(path: string): string {
  return path.split(/[\\/]/).pop() ?? path
}

/** A file's name without its ending. */
function nameOf(path: string): string {
  const file = fileOf(path)
  return file.replace(/\.[^.]*$/, '') || file
}

/** What was shown last, so that the controls stay while a changed setting makes the file unreadable. */
function useLastGood(data: TableInspection | undefined): TableInspection | null {
  const [last, setLast] = useState<TableInspection | null>(null)
  if (data !== undefined && data !== last) setLast(data)
  return data ?? last
}
