/** The model's own fields, where pictures are to be made: their size, its layers, what it makes them of, and what it plays for. */
import { type AdversarialLossKind, adversarialLossKinds } from '../../../../compute/spec/generative-model.ts'
import { Select } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { ActivationChoice } from '../plan/activation-choice.tsx'
import { ImageSize } from '../plan/image-size.tsx'
import { Part } from '../plan/part.tsx'
import { useGenerationField } from './generation-editor-context.ts'
import { GenerationNumberRow, GenerationRow } from './generation-row.tsx'
import { GanLayersRow, VaeLayersRow } from './layers-rows.tsx'

/** See the file's head. Fields that the plan's family doesn't have are not there. */
export function GenerationModelFields() {
  return (
    <>
      <ImageRow />
      <VaeLayersRow />
      <GanLayersRow />
      <ActivationRow />
      <GenerationNumberRow field="slope" />
      <GenerationNumberRow field="latent" />
      <GenerationNumberRow field="beta" />
      <GoalRow />
      <GenerationNumberRow field="discriminatorSteps" />
    </>
  )
}

function ImageRow() {
  const [image, set] = useGenerationField('image')
  if (image === undefined) return null
  return (
    <GenerationRow field="image">
      <ImageSize image={image} onChange={set} />
    </GenerationRow>
  )
}

function ActivationRow() {
  const [activation, set] = useGenerationField('activation')
  if (activation === undefined) return null
  return (
    <GenerationRow field="activation">
      <ActivationChoice activation={activation} onChange={set} />
    </GenerationRow>
  )
}

/** The gradient penalty that each loss begins with: the Wasserstein distance asks for one, of the weight in its paper. */
const firstPenalties = { 'non-saturating': 0, 'least-squares': 0, wasserstein: 10 } as const satisfies Record<
  AdversarialLossKind,
  number
>

function GoalRow() {
  const { text } = useWords()
  const [goal, set] = useGenerationField('goal')
  if (goal === undefined) return null
  return (
    <GenerationRow field="goal">
      <Select<AdversarialLossKind>
        label={text('wizard.generation.fields.goal')}
        value={goal.loss}
        onChange={(loss) => set({ loss, gradientPenalty: firstPenalties[loss] })}
        options={adversarialLossKinds.map((value) => ({
          value,
          label: text(`runs.values.adversarial.${value}`),
          hint: text(`wizard.generation.goalHints.${value}`),
        }))}
      />
      <div className="plan-subfields">
        <Part
          name="gradientPenalty"
          value={goal.gradientPenalty}
          onChange={(gradientPenalty) => set({ ...goal, gradientPenalty })}
          least={0}
          most={1000}
          decimals={3}
        />
      </div>
    </GenerationRow>
  )
}
