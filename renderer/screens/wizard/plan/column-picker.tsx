/** The columns to learn from, with a box to tick for each; searched by name, drawn only where in sight. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, useState } from 'react'
import type { ColumnProfile } from '../../../../compute/spec/dataset.ts'
import type { ColumnKind } from '../../../../compute/spec/table-dialect.ts'
import { SearchField } from '../../../components/field.tsx'
import { Checkbox } from '../../../components/toggle.tsx'
import { useWords } from '../../../i18n/words.ts'
import type { Plan } from '../state/plan.ts'
import { useEditor, usePlanField } from './editor-context.ts'

/** Kinds that a model can learn from. */
const learnable: readonly ColumnKind[] = ['number', 'category', 'date', 'text']
/** Kinds that go along with a series. */
const alongSeries: readonly ColumnKind[] = ['number', 'category']
const kindsOf = ({ window }: Plan) => (window === undefined ? learnable : alongSeries)
const rowHeight = 28
/** From so many columns on there is a field to search them. */
const many = 12

/** See the file's head. Columns keep the order of the table. */
export function ColumnPicker() {
  const { text } = useWords()
  const { dataset, state } = useEditor()
  const [features, set] = usePlanField('features')
  const [search, setSearch] = useState('')
  const frame = useRef<HTMLDivElement>(null)
  const columns = dataset.table.profile.columns.filter(({ name }) => name !== state.answers.target)
  const used = new Set(features.map(({ column }) => column).filter((column) => column !== state.answers.target))
  const wanted = search.trim().toLocaleLowerCase()
  const shown = columns.filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  })
  const recommended = state.recommendation.features
  const known = (name: string) => [...features, ...recommended].find(({ column }) => column === name)
  /** Takes columns in or leaves them out; the others stay as they are. */
  const choose = (names: ReadonlySet<string>, use: boolean) =>
    set([
      // Of a forecast the target's own past is always learned from.
      ...features.filter(({ column }) => column === state.answers.target),
      ...columns
        .filter(({ name }) => (names.has(name) ? use : used.has(name)))
        // A column keeps its recipe, or gets the one that was recommended for it.
        .map(({ name, kind }) => known(name) ?? { column: name, kind }),
    ])
  const able = shown.filter(({ kind, name }) => kindsOf(state.plan).includes(kind) || used.has(name))
  const usedOfShown = able.filter(({ name }) => used.has(name)).length
  return (
    <div className="column-picker">
      <div className="column-picker-head">
        <Checkbox
          isSelected={usedOfShown > 0 && usedOfShown === able.length}
          isIndeterminate={usedOfShown > 0 && usedOfShown < able.length}
          onChange={(all) => choose(new Set(able.map(({ name }) => name)), all)}
        >
          {text('wizard.columnsUsed', { used: used.size, all: columns.length })}
        </Checkbox>
        {columns.length > many && <SearchField label={text('dataset.search')} value={search} onChange={setSearch} />}
      </div>
      <div ref={frame} className="column-picker-list">
        <div style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const column = shown[index]
            return (
              column && (
                <div key={column.name} className="column-picker-row" style={{ translate: `0 ${start}px` }}>
                  <PickedColumn
                    column={column}
                    used={used.has(column.name)}
                    onChange={(use) => choose(new Set([column.name]), use)}
                  />
                </div>
              )
            )
          })}
        </div>
      </div>
    </div>
  )
}

interface PickedColumnProps {
  readonly column: ColumnProfile
  readonly used: boolean
  readonly onChange: (use: boolean) => void
}

function PickedColumn({ column: { name, kind }, used, onChange }: PickedColumnProps) {
  const { text, say } = useWords()
  const { state } = useEditor()
  const reason = state.recommendation.leftOut.find(({ column }) => column === name)?.reason
  return (
    <Checkbox isSelected={used} onChange={onChange} isDisabled={!kindsOf(state.plan).includes(kind) && !used}>
      <span className="column-picker-name">{name}</span>
      <span className="column-picker-kind">{reason === undefined ? text(`common.kinds.${kind}`) : say(reason)}</span>
    </Checkbox>
  )
}
