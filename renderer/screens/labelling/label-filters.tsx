/** What is shown of the examples: the column with the classes, and which of them. */
import type { DatasetRecord } from '../../../main/ipc/contract/records.ts'
import { type Option, Select } from '../../components/select.tsx'
import { useWords } from '../../i18n/words.ts'
import type { LabelView } from '../../../compute/spec/data-edit.ts'
import { type ClassCount, countShown, type Shown } from './label-state.ts'
import type { Suspicion } from './use-suspects.ts'

export interface LabelFiltersProps {
  readonly dataset: DatasetRecord
  readonly columns: readonly string[]
  readonly column: string
  readonly view: LabelView
  readonly shown: Shown
  /** Examples that something else named. */
  readonly found: number
  readonly classes: readonly ClassCount[]
  readonly suspicion: Suspicion
  /** Changes parts of the address. */
  readonly onShow: (changes: Readonly<Record<string, string>>) => void
}

/** See the file's head. */
export function LabelFilters({ columns, column, view, shown, found, classes, suspicion, onShow }: LabelFiltersProps) {
  const { text, format } = useWords()
  const counts = countShown(view)
  const [newest] = suspicion.runs
  const options: Option<Shown>[] = [
    { value: 'all', label: text('labelling.shown.all'), hint: format.integer(counts.all) },
    ...(['unlabelled', 'changed', 'excluded'] as const).map((key) => ({
      value: key,
      label: text(`labelling.shown.${key}`),
      hint: format.integer(counts[key]),
      disabled: counts[key] === 0 && shown !== key,
    })),
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
      {columns.length > 1 && (
        <Select
          label={text('labelling.column')}
          size="small"
          value={column}
          onChange={(next) => onShow({ column: next, show: 'all' })}
          options={columns.map((name) => ({ value: name, label: name }))}
        />
      )}
      <Select
        label={text('labelling.show')}
        size="small"
        value={shown}
        onChange={(next) =>
          onShow({
            show: next,
            ...(next === 'suspects' && suspicion.run === null && newest !== undefined ? { run: newest.id } : {}),
          })
        }
        options={options}
      />
      {shown === 'suspects' && suspicion.runs.length > 0 && (
        <Select
          label={text('labelling.run')}
          size="small"
          value={suspicion.run?.id ?? null}
          onChange={(run) => onShow({ run })}
          options={suspicion.runs.map(({ id, name, datasetVersion, score }) => ({
            value: id,
            label: name,
            hint: [
              text('versions.version', { number: datasetVersion }),
              ...(score === null ? [] : [format.percent(score.value)]),
            ].join(' · '),
          }))}
        />
      )}
      {suspicion.otherRows && <span className="caption muted">{text('labelling.otherRows')}</span>}
    </>
  )
}
