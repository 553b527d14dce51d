/** For a file that can't be read as it was found to be: encoding, separator and quotation mark to try instead. */
import { type ErrorCode, StudioError } from '../../../../compute/spec/errors.ts'
import {
  delimiters,
  type DialectOverrides,
  quoteMarks,
  type TableDialect,
  textEncodings,
} from '../../../../compute/spec/table-dialect.ts'
import { tableEndings, tableFormatEndings } from '../../../../compute/spec/table-format.ts'
import { Select } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { markLabel, markNames } from '../dialect-words.ts'
import { asFound } from './overrides.ts'

/** Errors that reading in another way may mend. */
const mendable: readonly ErrorCode[] = [
  'file-not-a-table',
  'file-has-nul-bytes',
  'file-bad-encoding',
  'line-too-long',
  'quote-not-closed',
  'too-many-columns',
]

const choices = {
  encoding: textEncodings,
  delimiter: delimiters,
  quote: quoteMarks,
} as const satisfies Partial<Record<keyof TableDialect, readonly string[]>>

export interface ReadAnotherWayProps {
  readonly path: string
  readonly error: Error
  readonly overrides: DialectOverrides
  readonly onOverride: (overrides: DialectOverrides) => void
}

/** Whether a file's name says that it is no delimited text. */
function isTyped(path: string): boolean {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  return tableEndings.includes(ending) && !(tableFormatEndings.delimited as readonly string[]).includes(ending)
}

/** See the file's head; nothing for errors that have nothing to do with it. */
export function ReadAnotherWay({ path, error, overrides, onOverride }: ReadAnotherWayProps) {
  const { text } = useWords()
  if (!(error instanceof StudioError) || !mendable.includes(error.code) || isTyped(path)) return null
  const chosen = (part: keyof typeof choices) => {
    const value = overrides[part]
    return value === undefined ? 'auto' : (markNames[value] ?? value)
  }
  const choose = (part: keyof typeof choices, name: string) => {
    const value = choices[part].find((each) => (markNames[each] ?? each) === name)
    onOverride(value === undefined ? asFound(overrides, part) : { ...overrides, [part]: value })
  }
  return (
    <div className="another-way">
      <h2>{text('import.anotherWay')}</h2>
      <div className="another-way-fields">
        {(Object.keys(choices) as (keyof typeof choices)[]).map((part) => (
          <Select
            key={part}
            label={text(`import.${part}`)}
            value={chosen(part)}
            onChange={(name) => choose(part, name)}
            options={[
              { value: 'auto', label: text('import.auto') },
              ...choices[part].map((each) => ({
                value: markNames[each] ?? each,
                label: markLabel(`${part}s`, each, text),
              })),
            ]}
          />
        ))}
      </div>
    </div>
  )
}
