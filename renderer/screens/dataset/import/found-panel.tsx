/** How the file is read: each part as it was found, with its reason, to be overruled. */
import { Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  decimalMarks,
  delimiters,
  type DialectOverrides,
  quoteMarks,
  type TableDialect,
  type TableInspection,
  textEncodings,
} from '../../../../compute/spec/table-dialect.ts'
import { dialectPartsOf, type SourceChoice } from '../../../../compute/spec/table-format.ts'
import type { ProjectSummary } from '../../../../main/ipc/contract/records.ts'
import { IconButton } from '../../../components/button.tsx'
import { TextField } from '../../../components/field.tsx'
import { Segments, Select } from '../../../components/select.tsx'
import { Checkbox } from '../../../components/toggle.tsx'
import { useWords } from '../../../i18n/words.ts'
import { markLabel } from '../dialect-words.ts'
import { asFound } from './overrides.ts'
import { MissingTexts } from './missing-texts.tsx'
import { SourceChoices } from './source-choices.tsx'
import { TargetChoice } from './target-choice.tsx'
import type { ImportTarget } from './use-import.ts'

export interface FoundPanelProps {
  readonly inspection: TableInspection
  readonly overrides: DialectOverrides
  readonly onOverride: (overrides: DialectOverrides) => void
  readonly choice: SourceChoice
  readonly onChoice: (choice: SourceChoice) => void
  readonly name: string
  readonly onName: (name: string) => void
  readonly project: ProjectSummary | null
  readonly target: ImportTarget
  readonly onTarget: (target: ImportTarget) => void
  readonly skipBadRows: boolean
  readonly onSkipBadRows: (skip: boolean) => void
  /** Where the values are kept. */
  readonly place: ReactNode
}

type Part = keyof TableDialect

/** The left side of the preview. */
export function FoundPanel(props: FoundPanelProps) {
  const { inspection, overrides, onOverride, name, onName, project, target, onTarget } = props
  const { text } = useWords()
  const { dialect } = inspection
  const set = <P extends Part>(part: P, value: TableDialect[P]) => onOverride({ ...overrides, [part]: value })
  const options = <Value extends string>(part: Part, values: readonly Value[]) =>
    values.map((value) => ({ value, label: markLabel(`${part}s`, value, text) }))
  const parts: readonly Part[] = dialectPartsOf[inspection.format]
  const row = (part: Part, control: ReactNode) =>
    parts.includes(part) && (
      <FoundRow {...props} part={part}>
        {control}
      </FoundRow>
    )

  return (
    <div className="import-panel">
      <TextField
        label={text('import.name')}
        value={name}
        onChange={onName}
        maxLength={120}
        error={name.trim() === '' ? text('import.nameMissing') : null}
      />
      {project !== null && <TargetChoice target={target} onTarget={onTarget} />}
      {props.place}
      <SourceChoices inspection={inspection} choice={props.choice} onChoice={props.onChoice} />
      {parts.length > 0 && <h2>{text('import.found')}</h2>}
      {row(
        'encoding',
        <Select
          label={text('import.encoding')}
          value={dialect.encoding}
          onChange={(value) => set('encoding', value)}
          options={options('encoding', textEncodings)}
        />,
      )}
      {row(
        'delimiter',
        <Select
          label={text('import.delimiter')}
          value={dialect.delimiter}
          onChange={(value) => set('delimiter', value)}
          options={options('delimiter', delimiters)}
        />,
      )}
      {row(
        'header',
        <Segments
          label={text('import.header')}
          value={dialect.header ? 'yes' : 'no'}
          onChange={(value) => set('header', value === 'yes')}
          options={[
            { value: 'yes', label: text('import.headers.yes') },
            { value: 'no', label: text('import.headers.no') },
          ]}
        />,
      )}
      {row(
        'decimal',
        <Segments
          label={text('import.decimal')}
          value={dialect.decimal}
          onChange={(value) => set('decimal', value)}
          options={options('decimal', decimalMarks)}
        />,
      )}
      {row(
        'quote',
        <Select
          label={text('import.quote')}
          value={dialect.quote === '' ? 'none' : dialect.quote}
          onChange={(value) => set('quote', value === 'none' ? '' : value)}
          options={[...quoteMarks.filter((mark) => mark !== ''), 'none' as const].map((value) => ({
            value,
            label: markLabel('quotes', value, text),
          }))}
        />,
      )}
      {row('missing', <MissingTexts texts={dialect.missing} onChange={(texts) => set('missing', texts)} />)}
      {inspection.format === 'delimited' && (
        <Checkbox isSelected={props.skipBadRows} onChange={props.onSkipBadRows}>
          {text('import.skipBadRowsOption')}
        </Checkbox>
      )}
    </div>
  )
}

interface FoundRowProps extends Pick<FoundPanelProps, 'inspection' | 'overrides' | 'onOverride'> {
  readonly part: Part
  readonly children: ReactNode
}

/** A control with its reason below, or, once it was overruled, the way back. */
function FoundRow({ part, inspection, overrides, onOverride, children }: FoundRowProps) {
  const { text, say } = useWords()
  const overruled = part in overrides
  const reason = inspection.reasons[part]
  return (
    <div className="import-found">
      {children}
      <div className="import-reason">
        {overruled ? (
          <>
            <span>{text('import.overruled')}</span>
            <IconButton
              icon={Undo2}
              size="small"
              label={text('import.asFound')}
              onPress={() => onOverride(asFound(overrides, part))}
            />
          </>
        ) : (
          reason && say(reason)
        )}
      </div>
    </div>
  )
}
