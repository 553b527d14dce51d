/** The preview of files that may be imported, whatever they are: how many of which classes, and some of them. */
import type { UseQueryResult } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { FileInspection } from '../../../../compute/spec/file-source.ts'
import { useRequest } from '../../../bridge/hooks.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { TextField } from '../../../components/field.tsx'
import { Section } from '../../../components/page.tsx'
import { Waiting } from '../../../components/progress.tsx'
import { useWords, type Words } from '../../../i18n/words.ts'
import { ImportFrame } from './import-frame.tsx'
import { PlaceChoice, usePlace } from './place-choice.tsx'
import { TargetChoice } from './target-choice.tsx'
import { type FilesKind, type ImportTarget, useImport } from './use-import.ts'

/** Classes that are listed before "and so many more". */
const listedClasses = 12

/** In the address where a table that names files is to come in without them. */
export const tableAlone = 'alone'

export interface FilesImportProps {
  readonly path: string
  readonly ownName: string | null
  /** Files that were chosen with it: pictures and recordings come from one place at a time. */
  readonly otherFiles: number
}

interface FilesImportScreenProps<Inspection extends FileInspection> extends FilesImportProps {
  readonly kind: FilesKind
  readonly inspection: UseQueryResult<Inspection>
  /** Some of the files. */
  readonly samples: (found: Inspection) => ReactNode
}

/** See the file's head. */
export function FilesImportScreen<Inspection extends FileInspection>({
  kind,
  path,
  ownName,
  otherFiles,
  inspection,
  samples,
}: FilesImportScreenProps<Inspection>) {
  const { text, format } = useWords()
  const [query, setQuery] = useSearchParams()
  const project = useRequest('projects.current', {}).data ?? null
  const [typedName, setName] = useState<string | null>(null)
  const [ownTarget, setTarget] = useState<ImportTarget | null>(null)
  const importing = useImport()
  const found = inspection.data ?? null
  const name = typedName ?? ownName ?? found?.name ?? ''
  const target = ownTarget ?? (project === null ? 'new-project' : 'open-project')
  const place = usePlace(found === null || found.kind === 'idx' ? null : found.bytes)
  const problem = importing.error ?? inspection.error
  return (
    <ImportFrame
      title={found?.name ?? path}
      summary={found === null ? path : summaryOf(kind, found, text)}
      name={name}
      importing={importing}
      ready={found !== null}
      importLabel={
        found === null
          ? text(`import.files.${kind}.import`)
          : text(`import.files.${kind}.importCount`, { count: found.files, files: format.integer(found.files) })
      }
      onImport={() => importing.start({ kind, request: { path, name, stays: place.stays } }, target)}
    >
      {problem !== null && (
        <ErrorNotice
          error={problem}
          actions={<Button onPress={() => void inspection.refetch()}>{text('common.tryAgain')}</Button>}
        />
      )}
      {otherFiles > 0 && (
        <ul className="import-notices">
          <li>
            <CircleAlert className="icon" aria-hidden />
            {text('import.onlyFirst', { count: otherFiles })}
          </li>
        </ul>
      )}
      {found === null && inspection.error === null && <Waiting label={text('import.looking')} />}
      {found !== null && (
        <div className="import-parts">
          <div className="import-panel">
            <TextField
              label={text('import.name')}
              value={name}
              onChange={setName}
              maxLength={120}
              error={name.trim() === '' ? text('import.nameMissing') : null}
            />
            {project !== null && <TargetChoice target={target} onTarget={setTarget} />}
            <PlaceChoice what="files" {...place} mayStay={found.kind !== 'idx'} bytes={found.bytes} />
            <Classes kind={kind} inspection={found} />
            {found.kind === 'list' && (
              <div>
                <Button
                  size="small"
                  variant="quiet"
                  onPress={() => setQuery([...query, [tableAlone, '']], { replace: true })}
                >
                  {text('import.tableAlone')}
                </Button>
              </div>
            )}
          </div>
          <div className="import-pictures">
            <Section title={text(`import.files.${kind}.some`)} lead={text(`import.files.${kind}.someLead`)}>
              {samples(found)}
            </Section>
          </div>
        </div>
      )}
    </ImportFrame>
  )
}

function summaryOf(kind: FilesKind, found: FileInspection, text: Words['text']): string {
  return [
    text(`import.files.${kind}.count`, { count: found.files }),
    ...(found.classes.length === 0 ? [] : [text('import.classCount', { count: found.classes.length })]),
    ...(found.otherFiles === 0 ? [] : [text('import.otherFiles', { count: found.otherFiles })]),
  ].join(' · ')
}

interface ClassesProps {
  readonly kind: FilesKind
  readonly inspection: FileInspection
}

/** The classes with their numbers of files, and where they come from. */
function Classes({ kind, inspection: { classes, labelsFrom, further } }: ClassesProps) {
  const { text, format } = useWords()
  const more = classes.length - listedClasses
  return (
    <>
      {(labelsFrom !== 'none' || further.length === 0) && (
        <>
          <h2>{text('import.classes')}</h2>
          <p className="caption quiet">{text(`import.files.${kind}.labelsFrom.${labelsFrom}`)}</p>
        </>
      )}
      <ul className="import-classes">
        {classes.slice(0, listedClasses).map(({ label, files }) => (
          <li key={label}>
            <span className="ellipsis">{label}</span>
            <span className="number quiet">{format.integer(files)}</span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="caption muted">{text('import.moreClasses', { count: more })}</p>}
      {further.length > 0 && (
        <>
          <h2>{text('import.columnsBeside')}</h2>
          <p className="caption quiet">{text('import.columnsBesideHint')}</p>
          <ul className="import-classes">
            {further.map((column) => (
              <li key={column}>
                <span className="ellipsis">{column}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
