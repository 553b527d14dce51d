/** A row for each column: kind, missing, distinct, distribution, range, examples. Only rows in sight are drawn. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState } from 'react'
import { type Association, strengthOf } from '../../../../compute/spec/association.ts'
import type { ColumnProfile } from '../../../../compute/spec/dataset.ts'
import type { Finding } from '../../../../compute/spec/health.ts'
import { message } from '../../../../compute/spec/message.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { Button } from '../../../components/button.tsx'
import { Distribution } from '../../../components/distribution.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { useWords } from '../../../i18n/words.ts'
import { KindSelect } from '../kind-select.tsx'
import { useShowRows } from '../use-found-rows.ts'
import { useSetKind } from './use-set-kind.ts'

export interface ColumnsTableProps {
  readonly dataset: DatasetRecord
  readonly columns: readonly ColumnProfile[]
  /** How strongly the columns go along with the one that is chosen. */
  readonly associations: readonly Association[]
}

const rowHeight = 40
const fields = [
  'name',
  'kind',
  'missing',
  'distinct',
  'distribution',
  'range',
  'outliers',
  'strength',
  'examples',
] as const

/** See the file's head. */
export function ColumnsTable({ dataset, columns, associations }: ColumnsTableProps) {
  const { text } = useWords()
  const { onShow } = useShowRows(dataset)
  const list = useRef<HTMLDivElement>(null)
  const [margin, setMargin] = useState(0)
  const kinds = useSetKind(dataset)
  useLayoutEffect(() => {
    const scroller = list.current?.closest('.page-body')
    if (!list.current || !scroller) return
    setMargin(list.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop)
  }, [columns.length])
  const virtual = useVirtualizer({
    count: columns.length,
    getScrollElement: () => list.current?.closest('.page-body') ?? null,
    estimateSize: () => rowHeight,
    scrollMargin: margin,
    overscan: 8,
  })
  return (
    <div className="columns-table" role="table" aria-label={text('dataset.columns')} aria-rowcount={columns.length + 1}>
      {kinds.error !== null && <ErrorNotice error={kinds.error} />}
      <div className="columns-table-row columns-table-head" role="row" aria-rowindex={1}>
        {fields.map((field) => (
          <span key={field} role="columnheader" className={`columns-table-${field}`}>
            {text(`dataset.fields.${field}`)}
          </span>
        ))}
      </div>
      <div ref={list} className="columns-table-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const column = columns[index]
          if (column === undefined) return null
          return (
            <div
              key={column.name}
              className="columns-table-row"
              role="row"
              aria-rowindex={index + 2}
              style={{ translate: `0 ${start - margin}px` }}
            >
              <ColumnCells
                column={column}
                rows={dataset.table.profile.rows}
                kinds={kinds}
                association={associations.find((each) => each.column === column.name)}
                onShow={onShow}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}

interface ColumnCellsProps {
  readonly column: ColumnProfile
  readonly rows: number
  readonly kinds: ReturnType<typeof useSetKind>
  readonly association: Association | undefined
  readonly onShow: (finding: Finding) => void
}

function ColumnCells({ column, rows, kinds, association, onShow }: ColumnCellsProps) {
  const { text, format, say } = useWords()
  const { name, kind, missing, distinct, distribution, examples } = column
  return (
    <>
      <span role="cell" className="columns-table-name ellipsis" title={name}>
        {name}
      </span>
      <span role="cell" className="columns-table-kind" title={say(column.kindReason)}>
        <KindSelect
          column={name}
          kind={kinds.pending === name ? (kinds.wanted ?? kind) : kind}
          disabled={kinds.pending !== null}
          onChange={(next) => kinds.set(name, next)}
        />
      </span>
      <span role="cell" className={missing === 0 ? 'columns-table-missing muted' : 'columns-table-missing'}>
        {missing === 0 ? '0' : format.percent(missing / rows)}
      </span>
      <span role="cell" className="columns-table-distinct">
        {format.integer(distinct)}
      </span>
      <span role="cell" className="columns-table-distribution">
        <Distribution label={text('dataset.distributionOf', { column: name })} kind={kind} bars={distribution} />
      </span>
      <span role="cell" className="columns-table-range ellipsis">
        <Range column={column} />
      </span>
      <span role="cell" className="columns-table-outliers">
        <Outliers column={column} onShow={onShow} />
      </span>
      <span role="cell" className="columns-table-strength">
        <Strength association={association} />
      </span>
      <span role="cell" className="columns-table-examples ellipsis" title={examples.join(', ')}>
        {examples.join(', ')}
      </span>
    </>
  )
}

/** From the least to the greatest, with the median; of categories the most frequent; of texts their words. */
function Range({ column: { numeric, distribution, kind, texts } }: { readonly column: ColumnProfile }) {
  const { text, format } = useWords()
  if (numeric !== null) {
    const { min, max, median } = numeric
    return (
      <span title={text('dataset.quartiles', { q1: numeric.q1, q3: numeric.q3, mean: numeric.mean, std: numeric.std })}>
        {text('dataset.range', { min: format.number(min), max: format.number(max) })}{' '}
        <span className="muted">{text('dataset.median', { median: format.number(median) })}</span>
      </span>
    )
  }
  if (texts !== undefined) {
    return (
      <>
        {text('dataset.wordsOfText', { median: format.integer(texts.words.median) })}{' '}
        <span className="muted">{text('dataset.wordsAtMost', { most: format.integer(texts.words.most) })}</span>
      </>
    )
  }
  const most = distribution[0]
  if (most === undefined || most.label === '' || kind === 'text') return <span className="muted">—</span>
  return (
    <>
      {most.label} <span className="muted">{text('dataset.times', { count: format.integer(most.count) })}</span>
    </>
  )
}

/** How many numbers lie beyond Tukey's fences; a click shows their rows. */
function Outliers({ column, onShow }: { readonly column: ColumnProfile; readonly onShow: (finding: Finding) => void }) {
  const { text, format } = useWords()
  const outliers = column.numeric?.outliers
  if (outliers === undefined) return <span className="muted">—</span>
  const { low, high, count } = outliers
  if (count === 0) return <span className="muted">0</span>
  const params = { count, low: format.number(low), high: format.number(high) }
  const where = { kind: 'outside', column: column.name, low, high } as const
  const finding: Finding = {
    ...{ level: 'fine', column: column.name, text: message('data.notice.outliers', params), where },
    ...{ rule: message('data.rules.outliers'), remedies: [{ kind: 'exclude-where', where, reason: 'found' }] },
  }
  return (
    <Button
      size="small"
      variant="quiet"
      aria-label={text('dataset.showOutliers', { column: column.name, count })}
      onPress={() => onShow(finding)}
    >
      <span title={text('data.rules.outliers', params)}>{format.integer(count)}</span>
    </Button>
  )
}

/** One figure, with what it is when it is pointed at. */
function Strength({ association }: { readonly association: Association | undefined }) {
  const { text, format } = useWords()
  const strength = association === undefined ? null : strengthOf(association)
  if (association === undefined || strength === null) return <span className="muted">—</span>
  const { pearson, spearman, eta, cramersV } = association
  const two = (value: number) => format.fixed(value, 2)
  const said =
    pearson !== undefined && spearman !== undefined
      ? text('dataset.strengths.numbers', { pearson: two(pearson), spearman: two(spearman) })
      : eta !== undefined
        ? text('dataset.strengths.eta', { value: two(eta) })
        : text('dataset.strengths.cramersV', { value: two(cramersV ?? NaN) })
  return <span title={said}>{two(strength)}</span>
}
