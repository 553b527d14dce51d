/** What is shown of the examples: the column with the classes, and which of them. */
import type { DatasetRecord } from '../../../main/ipc/contract/records.ts'
import { type Option, Select } from '../../components/select.tsx'
import { useWords } from '../../i18n/words.ts'
import type { LabelView } from '../../../compute/spec/data-edit.ts'
import { type ClassCount, countShown, type Shown } from './label-state.ts'
import { asksRun, type Judgements } from './use-judgements.ts'

export interface LabelFiltersProps {
  readonly dataset: DatasetRecord
  readonly columns: readonly string[]
  readonly column: string
  readonly view: LabelView
  readonly shown: Shown
  /** Examples that something else named. */
  readonly found: number
  readonly classes: readonly ClassCount[]
  readonly judgements: Judgements
  /** Changes parts of the address. */
  readonly onShow: (changes: Readonly<Record<string, string>>) => void
}

/** No column has this name. */
const anotherColumn = '\u0000'

/** See the file's head. */
export function LabelFilters({ columns, column, view, shown, found, classes, judgements, onShow }: LabelFiltersProps) {
  const { text, format } = useWords()
  const counts = countShown(view)
  const [newest] = judgements.runs
  const options: Option<Shown>[] = [
    { value: 'all', label: text('labelling.shown.all'), hint: format.integer(counts.all) },
    ...(['unlabelled', 'changed', 'excluded'] as const).map((key) => ({
      value: key,
      label: text(`labelling.shown.${key}`),
      hint: format.integer(counts[key]),
      disabled: counts[key] === 0 && shown !== key,
    })),
    ...(counts.unlabelled === 0
      ? []
      : (['surest', 'unsure'] as const).map((key) => ({
          value: key,
          label: text(`labelling.shown.${key}`),
          hint: text(newest === undefined ? 'labelling.shown.suspectsLater' : `labelling.shown.${key}Hint`),
          disabled: newest === undefined,
        }))),
    {
      value: 'suspects',
      label: text('labelling.shown.suspects'),
      hint: text(newest === undefined ? 'labelling.shown.suspectsLater' : 'labelling.shown.suspectsHint'),
      disabled: newest === undefined,
    },
    ...(found === 0
      ? []
      : [{ value: 'found' as const, label: text('labelling.shown.found'), hint: format.integer(found) }]),
    ...classes.map(({ label, count }) => ({
      value: `class:${label}` as const,
      label,
      hint: format.integer(count),
    })),
  ]
  return (
    <>
      <Select
        label={text('labelling.column')}
        size="small"
        value={column}
        onChange={(next) => onShow(next === anotherColumn ? { start: '1' } : { column: next, show: 'all' })}
        options={[
          ...columns.map((name) => ({ value: name, label: name })),
          { value: anotherColumn, label: text('labelling.start.another') },
        ]}
      />
      <Select
        label={text('labelling.show')}
        size="small"
        value={shown}
        onChange={(next) =>
          onShow({
            show: next,
            ...(asksRun(next) && judgements.run === null && newest !== undefined ? { run: newest.id } : {}),
          })
        }
        options={options}
      />
      {asksRun(shown) && judgements.runs.length > 0 && (
        <Select
          label={text(shown === 'suspects' ? 'labelling.run' : 'labelling.suggestedBy')}
          size="small"
          value={judgements.run?.id ?? null}
          onChange={(run) => onShow({ run })}
          options={judgements.runs.map(({ id, name, datasetVersion, score }) => ({
            value: id,
            label: name,
            hint: [
              text('versions.version', { number: datasetVersion }),
              ...(score === null ? [] : [format.percent(score.value)]),
            ].join(' · '),
          }))}
        />
      )}
      {judgements.judges > 1 && (
        <span className="caption muted">{text('labelling.allFolds', { count: judgements.judges })}</span>
      )}
      {judgements.otherRows && <span className="caption muted">{text('labelling.otherRows')}</span>}
    </>
  )
}
