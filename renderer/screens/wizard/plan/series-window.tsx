/**
 * How series are cut into windows: which column says when, which tells series apart, how far back the model looks and how far
 * ahead it foretells.
 */
import { Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ColumnProfile } from '../../../../compute/spec/dataset.ts'
import {
  calendarParts,
  levelOf,
  mostSteps,
  seriesLevels,
  type SeriesWindow,
} from '../../../../compute/spec/series-window.ts'
import { Button } from '../../../components/button.tsx'
import { NumberField } from '../../../components/field.tsx'
import { Reasoned, Section } from '../../../components/page.tsx'
import { Segments, Select } from '../../../components/select.tsx'
import { Checkbox } from '../../../components/toggle.tsx'
import { useWords } from '../../../i18n/words.ts'
import type { PlanState } from '../state/wizard.ts'
import type { Wizard } from '../use-wizard.ts'
import { writeInterval } from './interval-words.ts'

export interface SeriesWindowFieldsProps {
  readonly columns: readonly ColumnProfile[]
  readonly rows: number
  readonly wizard: Wizard
  readonly state: PlanState
}

/** The choice of no column. */
const none = ''
/** Fewer rows of a series are none. */
const leastRowsEach = 10

/** See the file's head. Another column makes another recommendation. */
export function SeriesWindowFields({ columns, rows, wizard, state }: SeriesWindowFieldsProps) {
  const words = useWords()
  const { text } = words
  const { window } = state.plan
  const recommended = state.recommendation.window
  if (window === undefined) return null
  const set = (change: Partial<SeriesWindow>) =>
    wizard.send({ type: 'planned', field: 'window', value: { ...window, ...change } })
  const changed = JSON.stringify(window) !== JSON.stringify(recommended)
  const others = columns.filter(({ name }) => name !== state.answers.target)
  // Series are told apart by what is known of them anyway.
  const roles = [state.answers.target, window.time, window.series]
  const beside = state.plan.features.flatMap(({ column }) => (roles.includes(column) ? [] : [column]))
  const find = (time: string, column: string | null) => wizard.send({ type: 'reseries', series: { time, column } })
  const number = (key: 'history' | 'horizon' | 'stride' | 'bridge', least: number, most: number) => (
    <NumberField
      label={text(`wizard.window.${key}`)}
      stepper
      minValue={least}
      maxValue={most}
      formatOptions={{ useGrouping: false }}
      value={window[key]}
      onChange={(value) => Number.isFinite(value) && set({ [key]: value })}
    />
  )
  const row = (key: string, control: ReactNode) => (
    <Reasoned reason={text(`wizard.window.meanings.${key}`)}>{control}</Reasoned>
  )
  return (
    <Section
      title={text('wizard.window.title')}
      lead={text('wizard.window.lead', { interval: writeInterval(window.interval, words) })}
      actions={
        changed &&
        recommended !== undefined && (
          <Button size="small" icon={Undo2} onPress={() => set(recommended)}>
            {text('wizard.window.reset')}
          </Button>
        )
      }
    >
      <div className="window-fields">
        {row('horizon', number('horizon', 1, mostSteps.horizon))}
        {row('history', number('history', 1, mostSteps.history))}
        {row(
          'time',
          <Select
            label={text('wizard.window.time')}
            value={window.time}
            onChange={(time) => find(time, window.series)}
            options={others
              .filter(({ kind, distinct }) => (kind === 'date' || kind === 'number') && distinct > 2)
              .map(({ name }) => ({ value: name, label: name }))}
          />,
        )}
        {row(
          'series',
          <Select
            label={text('wizard.window.series')}
            value={window.series ?? none}
            onChange={(column) => find(window.time, column === none ? null : column)}
            options={[
              { value: none, label: text('wizard.window.oneSeries') },
              ...others
                .filter(
                  ({ name, kind, distinct }) =>
                    name !== window.time &&
                    (kind === 'category' || kind === 'number') &&
                    distinct > 1 &&
                    distinct <= rows / leastRowsEach,
                )
                .map(({ name }) => ({ value: name, label: name })),
            ]}
          />,
        )}
        {row(
          'level',
          <Segments
            label={text('wizard.window.level')}
            value={levelOf(window)}
            onChange={(level) => set({ level })}
            options={seriesLevels.map((value) => ({
              value,
              label: text(`wizard.window.levels.${value}`),
              disabled: levelOf({ ...window, level: value }) !== value,
            }))}
          />,
        )}
        {window.interval.kind !== 'rows' && row('bridge', number('bridge', 0, 1000))}
        {row('stride', number('stride', 1, mostSteps.history))}
        {row('calendar', <CalendarParts window={window} onChange={(calendar) => set({ calendar })} />)}
        {beside.length > 0 &&
          row('known', <KnownColumns columns={beside} window={window} onChange={(known) => set({ known })} />)}
      </div>
    </Section>
  )
}

interface KnownColumnsProps {
  /** Columns that are learned from beside the target. */
  readonly columns: readonly string[]
  readonly window: SeriesWindow
  readonly onChange: (known: string[]) => void
}

/** Which columns are known ahead. */
function KnownColumns({ columns, window: { known = [] }, onChange }: KnownColumnsProps) {
  const { text } = useWords()
  return (
    <div className="window-calendar window-known" role="group" aria-label={text('wizard.window.known')}>
      <span className="field-label">{text('wizard.window.known')}</span>
      {columns.map((column) => (
        <Checkbox
          key={column}
          isSelected={known.includes(column)}
          onChange={(is) => onChange(columns.filter((each) => (each === column ? is : known.includes(each))))}
        >
          {column}
        </Checkbox>
      ))}
    </div>
  )
}

interface CalendarPartsProps {
  readonly window: SeriesWindow
  readonly onChange: (calendar: SeriesWindow['calendar']) => void
}

/** What of the calendar is learned from. */
function CalendarParts({ window, onChange }: CalendarPartsProps) {
  const { text } = useWords()
  return (
    <div className="window-calendar" role="group" aria-label={text('wizard.window.calendar')}>
      <span className="field-label">{text('wizard.window.calendar')}</span>
      {calendarParts.map((part) => (
        <Checkbox
          key={part}
          isSelected={window.calendar.includes(part)}
          onChange={(use) =>
            onChange(calendarParts.filter((each) => (each === part ? use : window.calendar.includes(each))))
          }
        >
          {text(`wizard.window.calendarParts.${part}`)}
        </Checkbox>
      ))}
    </div>
  )
}
