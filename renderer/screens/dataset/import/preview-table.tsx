/** The file's first rows as they will be read, with each column's kind to change, and what was noticed on the way. */
import { CircleAlert } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import type { ColumnKind, TableInspection } from '../../../../compute/spec/table-dialect.ts'
import { DataGrid } from '../../../components/grid/data-grid.tsx'
import type { GridColumn } from '../../../components/grid/grid-props.ts'
import { useWords } from '../../../i18n/words.ts'
import { KindSelect } from '../kind-select.tsx'

export interface PreviewTableProps {
  readonly inspection: TableInspection
  readonly kinds: Readonly<Record<string, ColumnKind>>
  readonly onKinds: (kinds: Record<string, ColumnKind>) => void
}

/** Texts are seen by their first words. */
const usualWidths = { text: 320, other: 136 } as const

/** The right side of the preview. */
export function PreviewTable({ inspection, kinds, onKinds }: PreviewTableProps) {
  const { text, say } = useWords()
  const { rows, columns: found, notices } = inspection
  const [widths, setWidths] = useState<Readonly<Record<string, number>>>({})
  const texts = useMemo(() => new Set(found.flatMap(({ name, kind }) => (kind === 'text' ? [name] : []))), [found])
  const widthOf = useCallback(
    (name: string) => widths[name] ?? usualWidths[texts.has(name) ? 'text' : 'other'],
    [widths, texts],
  )
  const columns = useMemo<GridColumn[]>(
    () =>
      found.map(({ name, kind }) => ({
        name,
        numeric: kind === 'number',
        extra: <KindSelect column={name} kind={kind} onChange={(next) => onKinds({ ...kinds, [name]: next })} />,
      })),
    [found, kinds, onKinds],
  )
  const cellAt = useCallback((row: number, column: number) => rows[row]?.[column] ?? null, [rows])
  const renamed = found.filter(({ renamedFrom }) => renamedFrom !== null).map(({ name }) => name)
  return (
    <div className="import-preview">
      {(notices.length > 0 || renamed.length > 0) && (
        <ul className="import-notices" aria-label={text('import.noticed')}>
          {notices.map((notice, index) => (
            <li key={index}>
              <CircleAlert className="icon" aria-hidden />
              {say(notice)}
            </li>
          ))}
          {renamed.length > 0 && (
            <li>
              <CircleAlert className="icon" aria-hidden />
              {text('import.renamed', { count: renamed.length, names: renamed.slice(0, 5).join(', ') })}
            </li>
          )}
        </ul>
      )}
      <div className="import-grid">
        <DataGrid
          label={text('import.preview')}
          columns={columns}
          rowCount={rows.length}
          cellAt={cellAt}
          widthOf={widthOf}
          onResize={(name, width) => setWidths((before) => ({ ...before, [name]: width }))}
        />
      </div>
      <p className="caption muted">
        {inspection.wholeFileRead && inspection.estimatedRows <= rows.length
          ? text('import.allRows')
          : text('import.firstRows', { count: rows.length })}
      </p>
    </div>
  )
}
