/** What is known of the steps ahead, to be filled in or pasted, beside what is foretold from it. */
import { ClipboardPaste, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { AheadColumn, Forecast } from '../../../compute/spec/sequence-evaluation.ts'
import type { Message } from '../../../compute/spec/message.ts'
import type { Moments } from '../../charts/lines/moment-axis.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { TextField } from '../../components/field.tsx'
import { Section } from '../../components/page.tsx'
import { Select } from '../../components/select.tsx'
import { useWords } from '../../i18n/words.ts'
import { type AheadProblem, aheadTexts, type AheadTexts, pasteAhead } from './known-ahead.ts'
import './known-ahead-table.css'
import './tables.css'

export interface KnownAheadTableProps {
  readonly asks: readonly AheadColumn[]
  readonly next: Forecast['series'][number]
  /** The same by what is taken to be known until someone says. */
  readonly usual: Forecast['series'][number]
  readonly moments: Moments
  readonly target: string
  readonly texts: AheadTexts
  /** Null: as they were at first. */
  readonly onChange: (texts: AheadTexts | null) => void
  readonly changed: boolean
  readonly problem: AheadProblem | null
}

/** See the file's head. */
export function KnownAheadTable(props: KnownAheadTableProps) {
  const { asks, next, usual, moments, target, texts, onChange, changed, problem } = props
  const { text, format } = useWords()
  const [pasting, setPasting] = useState(false)
  const first = aheadTexts(usual.ahead)
  const isAssumed = (column: string, step: number) =>
    usual.assumed[column]?.[step] === true && texts[column]?.[step] === first[column]?.[step]
  const assumes = asks.some(({ column }) => next.times.some((_, step) => isAssumed(column, step)))
  return (
    <Section
      title={text('result.ahead.title')}
      lead={text('result.ahead.lead')}
      actions={
        <>
          {changed && (
            <Button size="small" icon={Undo2} onPress={() => onChange(null)}>
              {text('result.usualValues')}
            </Button>
          )}
          <Button size="small" icon={ClipboardPaste} onPress={() => setPasting(true)}>
            {text('result.ahead.paste.open')}
          </Button>
        </>
      }
    >
      <div className="known-ahead">
        <table className="figures-table" aria-label={text('result.ahead.title')}>
          <thead>
            <tr>
              <th scope="col">{moments.axis.name}</th>
              {asks.map(({ column }) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
              <th scope="col" className="number">
                {text('result.ahead.foretold', { target })}
              </th>
            </tr>
          </thead>
          <tbody>
            {next.times.map((time, step) => (
              <tr key={time}>
                <th scope="row">{moments.write(time)}</th>
                {asks.map((ask) => (
                  <td key={ask.column} className={isAssumed(ask.column, step) ? 'known-ahead-assumed' : ''}>
                    <AheadCell
                      ask={ask}
                      label={text('result.ahead.cell', { column: ask.column, moment: moments.write(time) })}
                      value={texts[ask.column]?.[step] ?? ''}
                      wrong={problem?.column === ask.column && problem.step === step}
                      onChange={(value) =>
                        onChange({ ...texts, [ask.column]: (texts[ask.column] ?? []).with(step, value) })
                      }
                    />
                  </td>
                ))}
                <td className="number figures-strong">
                  {problem === null ? format.number(next.values[step] ?? NaN, 5) : '—'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {assumes && <p className="caption muted">{text('result.ahead.assumed')}</p>}
      <PasteDialog
        {...{ asks, open: pasting, horizon: next.times.length }}
        onClose={() => setPasting(false)}
        onPasted={onChange}
      />
    </Section>
  )
}

interface AheadCellProps {
  readonly ask: AheadColumn
  readonly label: string
  readonly value: string
  readonly wrong: boolean
  readonly onChange: (value: string) => void
}

/** A number to type, or one of the categories that the model knows. */
function AheadCell({ ask: { kind, values }, label, value, wrong, onChange }: AheadCellProps) {
  const { text } = useWords()
  if (kind === 'number')
    return (
      <TextField
        label={label}
        labelHidden
        value={value}
        onChange={onChange}
        placeholder={text('common.missing')}
        error={wrong ? text('result.ahead.wrongCell') : null}
      />
    )
  const options = values.includes(value) || value === '' ? values : [value, ...values]
  return (
    <Select
      label={label}
      labelHidden
      size="small"
      value={value}
      onChange={onChange}
      options={options.map((each) => ({ value: each, label: each }))}
    />
  )
}

interface PasteDialogProps {
  readonly asks: readonly AheadColumn[]
  readonly horizon: number
  readonly open: boolean
  readonly onClose: () => void
  readonly onPasted: (texts: AheadTexts) => void
}

/** A table from elsewhere. */
function PasteDialog({ asks, horizon, open, onClose, onPasted }: PasteDialogProps) {
  const { text, say, format } = useWords()
  const [pasted, setPasted] = useState('')
  const [problem, setProblem] = useState<Message | null>(null)
  const take = () => {
    const read = pasteAhead(pasted, asks, horizon)
    if ('problem' in read) {
      setProblem(read.problem)
      return
    }
    onPasted(read.texts)
    setPasted('')
    onClose()
  }
  return (
    <Dialog
      title={text('result.ahead.paste.title')}
      open={open}
      onClose={onClose}
      wide
      actions={
        <>
          <Button onPress={onClose}>{text('common.cancel')}</Button>
          <Button variant="primary" isDisabled={pasted.trim() === ''} onPress={take}>
            {text('result.ahead.paste.take')}
          </Button>
        </>
      }
    >
      <TextField
        label={text('result.ahead.paste.label')}
        hint={text('result.ahead.paste.hint', {
          count: horizon,
          columns: format.list(asks.map(({ column }) => column)),
        })}
        lines={10}
        value={pasted}
        onChange={(next) => {
          setPasted(next)
          setProblem(null)
        }}
        error={problem === null ? null : say(problem)}
      />
    </Dialog>
  )
}
