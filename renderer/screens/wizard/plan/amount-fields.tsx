/** Several amounts in a line, each with its bounds and its step. */
import { NumberField } from '../../../components/field.tsx'

export interface Amount {
  readonly least?: number
  readonly most: number
  readonly step: number
  readonly decimals: number
}

export interface AmountFieldsProps<Name extends string> {
  /** In the order in which they stand. */
  readonly amounts: Readonly<Record<Name, Amount>>
  readonly values: Readonly<Record<NoInfer<Name>, number>>
  readonly labelOf: (name: Name) => string
  readonly onChange: (name: Name, value: number) => void
}

/** See the file's head. An amount that is being typed and is no number yet is not told of. */
export function AmountFields<Name extends string>({ amounts, values, labelOf, onChange }: AmountFieldsProps<Name>) {
  return (
    <div className="layers">
      {(Object.keys(amounts) as Name[]).map((name) => {
        const { least = 0, most, step, decimals } = amounts[name]
        return (
          <NumberField
            key={name}
            label={labelOf(name)}
            stepper
            step={step}
            minValue={least}
            maxValue={most}
            formatOptions={{ maximumFractionDigits: decimals }}
            value={values[name]}
            onChange={(value) => Number.isFinite(value) && onChange(name, value)}
          />
        )
      })}
    </div>
  )
}
