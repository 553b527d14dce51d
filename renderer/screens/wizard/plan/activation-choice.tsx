/** The bend in the hidden units: one of all, or of those that a network knows. */
import { type Activation, activations } from '../../../../compute/spec/activation.ts'
import { Select } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'

export interface ActivationChoiceProps<Kind extends Activation> {
  readonly activation: Kind
  /** Those to choose from, where they aren't all. */
  readonly options?: readonly Kind[]
  /** What it is called, where there are several. */
  readonly label?: string
  readonly onChange: (activation: Kind) => void
}

/** See the file's head. */
export function ActivationChoice<Kind extends Activation>(props: ActivationChoiceProps<Kind>) {
  const { text } = useWords()
  const { activation, options = activations as readonly Activation[] as readonly Kind[], onChange } = props
  return (
    <Select<Kind>
      label={props.label ?? text('wizard.fields.activation')}
      value={activation}
      onChange={onChange}
      options={options.map((value) => ({
        value,
        label: text(`runs.values.activation.${value}`),
        hint: text(`wizard.activationHints.${value}`),
      }))}
    />
  )
}
