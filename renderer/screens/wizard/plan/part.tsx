/** A number that belongs to a field: an optimiser's, a schedule's or a loss's own. */
import { NumberField } from '../../../components/field.tsx'
import { useWords } from '../../../i18n/words.ts'

export interface PartProps {
  /** Under `wizard.parts` in the locales. */
  readonly name: string
  readonly value: number
  readonly onChange: (value: number) => void
  readonly least: number
  readonly most: number
  readonly decimals?: number
}

/** See the file's head. */
export function Part({ name, value, onChange, least, most, decimals = 6 }: PartProps) {
  const { text } = useWords()
  return (
    <NumberField
      label={text(`wizard.parts.${name}`)}
      value={value}
      onChange={(next) => Number.isFinite(next) && onChange(next)}
      minValue={least}
      maxValue={most}
      formatOptions={{ maximumFractionDigits: decimals, useGrouping: false }}
    />
  )
}
