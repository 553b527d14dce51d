/** Which value of a column stands for which part. */
import { type Part, parts, type SplitMethod } from '../../../../compute/spec/split.ts'
import { Segments } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'

type Given = Extract<SplitMethod, { kind: 'given' }>

export interface GivenPartsProps {
  /** The column's values. */
  readonly values: readonly string[]
  readonly method: Given
  readonly onChange: (method: Given) => void
}

/** The method with a value in another part, or in none. */
export function assign(method: Given, value: string, part: Part | null): Given {
  const values = Object.fromEntries(
    parts.map((each) => {
      const rest = method.values[each].filter((other) => other !== value)
      return [each, each === part ? [...rest, value] : rest]
    }),
  ) as Given['values']
  return { ...method, values }
}

/** See the file's head. */
export function GivenParts({ values, method, onChange }: GivenPartsProps) {
  const { text } = useWords()
  return (
    <div className="plan-subfields">
      {values.map((value) => (
        <Segments<Part | 'none'>
          key={value}
          label={value}
          value={parts.find((part) => method.values[part].includes(value)) ?? 'none'}
          onChange={(part) => onChange(assign(method, value, part === 'none' ? null : part))}
          options={[...parts, 'none' as const].map((part) => ({
            value: part,
            label: text(`wizard.splitParts.${part}`),
          }))}
        />
      ))}
    </div>
  )
}
