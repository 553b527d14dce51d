/** The bend in the hidden units: one of all. */
import { type Activation, activations } from '../../../../compute/spec/activation.ts'
import { Select } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'

export interface ActivationChoiceProps {
  readonly activation: Activation
  readonly onChange: (activation: Activation) => void
}

/** See the file's head. */
export function ActivationChoice({ activation, onChange }: ActivationChoiceProps) {
  const { text } = useWords()
  return (
    <Select
      label={text('wizard.fields.activation')}
      value={activation}
      onChange={onChange}
      options={activations.map((value) => ({
        value,
        label: text(`runs.values.activation.${value}`),
        hint: text(`wizard.activationHints.${value}`),
      }))}
    />
  )
}
