/** The steps of a recipe in their order, each with its own settings. */
import { X } from 'lucide-react'
import {
  type Fill,
  fills,
  type NumberStep,
  type QuantileOutput,
  quantileOutputs,
  type Recipe,
  type Scaling,
  scalings,
} from '../../../../compute/spec/recipe.ts'
import { IconButton } from '../../../components/button.tsx'
import { Segments, Select } from '../../../components/select.tsx'
import { Checkbox } from '../../../components/toggle.tsx'
import { useWords } from '../../../i18n/words.ts'
import { MoveButtons } from './move-buttons.tsx'
import { Part } from './part.tsx'

interface RecipeStepsProps {
  readonly recipe: Recipe
  readonly onChange: (recipe: Recipe) => void
}

/** The recipe with a step in another place. */
export function moved(recipe: Recipe, from: number, to: number): Recipe {
  const step = recipe[from]
  if (step === undefined) return recipe
  const rest = recipe.filter((_, at) => at !== from)
  return [...rest.slice(0, to), step, ...rest.slice(to)]
}

/** See the file's head. Filling stays first: no other step knows what to do with what is missing. */
export function RecipeSteps({ recipe, onChange }: RecipeStepsProps) {
  const { text } = useWords()
  return (
    <ol className="recipe-steps">
      {recipe.map((step, at) => {
        const name = text(`wizard.recipe.steps.${step.kind}`)
        return (
          <li key={`${at} ${step.kind}`} className="recipe-step">
            <div className="recipe-step-head">
              <span className="recipe-step-name">{name}</span>
              {at > 0 && (
                <>
                  <MoveButtons
                    name={name}
                    at={at}
                    first={1}
                    last={recipe.length - 1}
                    onMove={(to) => onChange(moved(recipe, at, to))}
                  />
                  <IconButton
                    icon={X}
                    size="small"
                    label={text('wizard.recipe.remove', { step: name })}
                    onPress={() => onChange(recipe.filter((_, each) => each !== at))}
                  />
                </>
              )}
            </div>
            <StepSettings step={step} onChange={(next) => onChange(recipe.with(at, next))} />
          </li>
        )
      })}
    </ol>
  )
}

function StepSettings({ step, onChange }: { step: NumberStep; onChange: (step: NumberStep) => void }) {
  const { text } = useWords()
  switch (step.kind) {
    case 'fill':
      return (
        <>
          <Select<Fill>
            label={text('wizard.recipe.fillBy')}
            value={step.by}
            onChange={(by) => onChange({ ...step, by })}
            options={fills.map((by) => ({ value: by, label: text(`wizard.recipe.fills.${by}`) }))}
          />
          {step.by === 'constant' && (
            <Part
              name="fillValue"
              value={step.value}
              onChange={(value) => onChange({ ...step, value })}
              least={-1e30}
              most={1e30}
            />
          )}
          <Checkbox isSelected={step.indicator} onChange={(indicator) => onChange({ ...step, indicator })}>
            {text('wizard.recipe.indicator')}
          </Checkbox>
        </>
      )
    case 'clip':
      return (
        <>
          <Part name="clipLow" value={step.low} onChange={(low) => onChange({ ...step, low })} least={0} most={0.49} />
          <Part
            name="clipHigh"
            value={step.high}
            onChange={(high) => onChange({ ...step, high })}
            least={0.51}
            most={1}
          />
        </>
      )
    case 'scale':
      return (
        <Segments<Scaling>
          label={text('wizard.recipe.scaleBy')}
          value={step.by}
          onChange={(by) => onChange({ ...step, by })}
          options={scalings.map((by) => ({ value: by, label: text(`wizard.recipe.scalings.${by}`) }))}
        />
      )
    case 'quantile':
      return (
        <Segments<QuantileOutput>
          label={text('wizard.recipe.quantileOutput')}
          value={step.output}
          onChange={(output) => onChange({ ...step, output })}
          options={quantileOutputs.map((output) => ({ value: output, label: text(`wizard.recipe.outputs.${output}`) }))}
        />
      )
    case 'log':
    case 'power':
      return <p className="quiet">{text(`wizard.recipe.hints.${step.kind}`)}</p>
  }
}
