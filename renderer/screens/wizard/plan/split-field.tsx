/** How rows are divided: the way, the column it goes by, the shares, and what comes of it before anything is trained. */
import type { ColumnProfile } from '../../../../compute/spec/dataset.ts'
import { methodOf, splitColumns, type SplitKind, type SplitMethod, withMethod } from '../../../../compute/spec/split.ts'
import { Select } from '../../../components/select.tsx'
import { Checkbox } from '../../../components/toggle.tsx'
import { useWords } from '../../../i18n/words.ts'
import { useEditor, usePlanField } from './editor-context.ts'
import { FieldRow } from './field-row.tsx'
import { FoldFields } from './fold-fields.tsx'
import { GivenParts } from './given-parts.tsx'
import { SplitCounts } from './split-counts.tsx'
import { SplitShares } from './split-shares.tsx'
import { answersRows } from '../state/plan.ts'

/** The ways in the order in which they are offered. */
const ways = ['random', 'group', 'time', 'given', 'folds', 'group-folds', 'time-folds'] as const
type Way = SplitKind

/** A column with more values than this doesn't name parts. */
const mostParts = 12

/** Whether rows can be divided by a column in some way. */
export function divides({ kind, distinct, missing }: ColumnProfile, way: Way, rows: number): boolean {
  switch (splitColumns[way]) {
    case null:
      return false
    case 'times':
      return (kind === 'date' || kind === 'number') && distinct > 2
    case 'groups':
      return kind !== 'image' && kind !== 'audio' && distinct > 2 && distinct < rows - missing
    case 'parts':
      return kind === 'category' && distinct >= 2 && distinct <= mostParts
  }
}

/** A way as it begins with a column. */
export function methodFor(way: Way, column: string | null): SplitMethod {
  const folds = { folds: 5, fold: 0 }
  if (way === 'folds') return { kind: 'folds', ...folds, repeat: 0 }
  if (way === 'random' || column === null) return { kind: 'random' }
  if (way === 'given') return { kind: 'given', column, values: { train: [], validation: [], test: [] } }
  return way === 'group-folds' || way === 'time-folds' ? { kind: way, column, ...folds } : { kind: way, column }
}

/** See the file's head. */
export function SplitRow() {
  const { text, say } = useWords()
  const { dataset, state } = useEditor()
  const [split, set] = usePlanField('split')
  const { columns, rows } = dataset.table.profile
  const method = methodOf(split)
  const others = columns.filter(({ name }) => name !== state.answers.target)
  const { window } = state.plan
  // A forecast is judged by what came later, by the time that its series go by.
  const columnsFor = (way: Way) =>
    others.filter((column) =>
      window === undefined ? divides(column, way, rows) : splitColumns[way] === 'times' && column.name === window.time,
    )
  const recommended = state.recommendation.training.split
  const change = (next: SplitMethod) => set(withMethod(split, next))
  const choose = (way: Way) => {
    const own = methodOf(recommended)
    change(own.kind === way ? own : methodFor(way, columnsFor(way)[0]?.name ?? null))
  }
  const reason = state.recommendation.reasons.find(({ key }) => key.startsWith('advice.reasons.split'))
  const asRecommended = JSON.stringify(method) === JSON.stringify(methodOf(recommended))
  return (
    <FieldRow field="split">
      <Select<Way>
        label={text('wizard.fields.split')}
        value={method.kind}
        onChange={choose}
        options={ways.map((way) => ({
          value: way,
          label: text(`wizard.splitWays.${way}`),
          hint: text(`wizard.splitWayHints.${way}`),
          disabled: (splitColumns[way] !== null || window !== undefined) && columnsFor(way).length === 0,
        }))}
        {...(asRecommended && reason !== undefined ? { hint: say(reason) } : {})}
      />
      {'column' in method && (
        <Select<string>
          label={text(`wizard.splitColumns.${splitColumns[method.kind]}`)}
          value={method.column}
          onChange={(column) => change({ ...methodFor(method.kind, column), ...foldsKept(method) })}
          options={columnsFor(method.kind).map(({ name }) => ({ value: name, label: name }))}
        />
      )}
      {method.kind === 'given' && (
        <GivenParts
          values={columns.find(({ name }) => name === method.column)?.distribution.map(({ label }) => label) ?? []}
          method={method}
          onChange={change}
        />
      )}
      {'fold' in method && <FoldFields method={method} onChange={change} />}
      <SplitShares split={split} onChange={set} />
      {state.answers.task === 'classification' &&
        answersRows(state.plan) &&
        (method.kind === 'random' || method.kind === 'folds') && (
          <Checkbox isSelected={split.stratify} onChange={(stratify) => set({ ...split, stratify })}>
            {text('wizard.parts.stratify')}
          </Checkbox>
        )}
      <SplitCounts />
    </FieldRow>
  )
}

/** The number of folds stays where another column is chosen. */
function foldsKept(method: SplitMethod): { folds?: number } {
  return 'folds' in method ? { folds: method.folds } : {}
}
