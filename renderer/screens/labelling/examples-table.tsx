/** Examples as rows, with their class first, and the one that the keyboard is at in full below. */
import { useCallback, useMemo, useState } from 'react'
import type { LabelView } from '../../../compute/spec/data-edit.ts'
import type { Cell } from '../../../compute/spec/dataset.ts'
import type { DatasetRecord } from '../../../main/ipc/contract/records.ts'
import { invoke } from '../../bridge/invoke.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { DataGrid } from '../../components/grid/data-grid.tsx'
import type { GridChoice, GridColumn } from '../../components/grid/grid-props.ts'
import { usualWidth } from '../../components/grid/usual-width.ts'
import type { Selection } from '../../components/selection.ts'
import { useWords } from '../../i18n/words.ts'
import { ActiveRecording } from './active-recording.tsx'
import { formerLabel, labelOf } from './label-state.ts'
import type { Judgement } from './use-judgements.ts'
import { useRowCache } from './use-row-cache.ts'

export interface ExamplesProps {
  readonly dataset: DatasetRecord
  readonly column: string
  readonly view: LabelView
  /** The rows that are shown, in their order. */
  readonly rows: readonly number[]
  /** What a run says of them. */
  readonly judged: ReadonlyMap<number, Judgement>
  readonly selection: Selection<number>
  /** How often the recording that the keyboard is at was asked to be heard. */
  readonly listens: number
  readonly onPress: (row: number, keys: { readonly toggles: boolean; readonly extends: boolean }) => void
  readonly onKeyDown: (event: React.KeyboardEvent, across: number, inSight: number) => void
}

/** Columns that stand before those of the table. */
const own = ['class', 'was', 'predicted'] as const
type Own = (typeof own)[number]
const ownName = (key: Own) => `\u0000${key}`
const widths = { class: 132, was: 108, predicted: 168, text: 420 }
/** Rows that Page Up and Page Down go by. */
const pageRows = 12

/** See the file's head. */
export function ExamplesTable(props: ExamplesProps) {
  const { dataset, column, view, rows, judged, selection } = props
  const { text, format } = useWords()
  const { id, table } = dataset
  const [sight, setSight] = useState<readonly [number, number]>([0, 40])
  const [resized, setResized] = useState<ReadonlyMap<string, number>>(new Map())
  const inSight = useMemo(() => rows.slice(...sight), [rows, sight])
  const cells = useRowCache<readonly Cell[]>(
    `${id} ${view.base}`,
    inSight,
    async (wanted) => (await invoke('datasets.importedRows', { id, rows: [...wanted] })).rows,
  )
  const others = useMemo(
    () => table.profile.columns.map(({ name, kind }, at) => ({ name, kind, at })).filter(({ name }) => name !== column),
    [table, column],
  )
  const shownOwn = own.filter((key) => key !== 'predicted' || judged.size > 0)
  const columns: GridColumn[] = [
    ...shownOwn.map((key) => ({
      name: ownName(key),
      label: key === 'class' ? column : text(`labelling.columns.${key}`),
      numeric: false,
    })),
    ...others.map(({ name, kind }) => ({ name, numeric: kind === 'number' })),
  ]
  const usual = new Map([
    ...own.map((key) => [ownName(key), widths[key]] as const),
    ...others.map(
      ({ name, kind }) => [name, kind === 'text' ? widths.text : usualWidth(name, kind === 'number')] as const,
    ),
  ])
  const ownCell = (key: Own, row: number): Cell => {
    if (key === 'class') return labelOf(view, row)
    if (key === 'was') {
      const former = formerLabel(view, row)
      return former === undefined ? '' : (former ?? text('common.missing'))
    }
    const judgement = judged.get(row)
    return judgement === undefined ? '' : `${judgement.predicted} · ${format.percent(judgement.confidence)}`
  }
  const position = selection.active === null ? -1 : rows.indexOf(selection.active)
  const choice: GridChoice = {
    isChosen: (at) => selection.chosen.has(rows[at]!),
    isDimmed: (at) => view.excluded[rows[at]!] === 1,
    active: position < 0 ? null : position,
    onPress: (at, event) =>
      props.onPress(rows[at]!, { toggles: event.ctrlKey || event.metaKey, extends: event.shiftKey }),
    onKeyDown: (event) => props.onKeyDown(event, 1, pageRows),
  }
  const onRowsInSight = useCallback((first: number, end: number) => setSight([first, end]), [])
  return (
    <>
      {cells.error !== null && <ErrorNotice error={cells.error} />}
      <div className="examples-grid">
        <DataGrid
          label={text('labelling.examples')}
          columns={columns}
          rowCount={rows.length}
          rowName={(at) => format.integer(rows[at]! + 1)}
          cellAt={(at, place) => {
            const key = shownOwn[place]
            if (key !== undefined) return ownCell(key, rows[at]!)
            return cells.at(rows[at]!)?.[others[place - shownOwn.length]!.at]
          }}
          widthOf={(name) => resized.get(name) ?? usual.get(name) ?? 0}
          onResize={(name, width) => setResized(new Map(resized).set(name, width))}
          onRowsInSight={onRowsInSight}
          choice={choice}
        />
      </div>
      <WholeText cells={selection.active === null ? undefined : cells.at(selection.active)} texts={others} />
      {table.media?.kind === 'audio' && selection.active !== null && (
        <ActiveRecording id={id} row={selection.active} base={view.base} listens={props.listens} />
      )}
    </>
  )
}

interface WholeTextProps {
  readonly cells: readonly Cell[] | undefined
  readonly texts: readonly { readonly name: string; readonly kind: string; readonly at: number }[]
}

/** The texts of an example, whole: in the grid there is room for their beginning only. */
function WholeText({ cells, texts }: WholeTextProps) {
  const { text } = useWords()
  const long = texts.filter(({ kind }) => kind === 'text')
  if (long.length === 0) return null
  return (
    <div className="examples-text" aria-live="polite">
      {cells === undefined ? (
        <p className="muted">{text('labelling.chooseToRead')}</p>
      ) : (
        long.map(({ name, at }) => <p key={name}>{cells[at] ?? ''}</p>)
      )}
    </div>
  )
}
