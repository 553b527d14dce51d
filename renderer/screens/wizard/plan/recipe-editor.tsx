/** How each number column is prepared: ordered steps that can be changed, with what they make of its values. */
import { useState } from 'react'
import type { NumberStepKind, Recipe } from '../../../../compute/spec/recipe.ts'
import { firstSteps, usualRecipe } from '../../../../compute/spec/recipe.ts'
import { Select } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { useEditor, usePlanField } from './editor-context.ts'
import { RecipePreview } from './recipe-preview.tsx'
import { RecipeSteps } from './recipe-steps.tsx'

/** What can be added behind the filling. */
const added = ['clip', 'log', 'power', 'scale'] as const satisfies readonly NumberStepKind[]
const mostSteps = 10

/** A usual recipe is written as none, so that it doesn't count as a change. */
export function asField(recipe: Recipe): Recipe | undefined {
  return JSON.stringify(recipe) === JSON.stringify(usualRecipe) ? undefined : recipe
}

/** See the file's head. Nothing where no number column is used. */
export function RecipeEditor() {
  const { text, say } = useWords()
  const { state } = useEditor()
  const [features, set] = usePlanField('features')
  const numbers = features.filter(({ kind, column }) => kind === 'number' && column !== state.answers.target)
  const [chosen, choose] = useState<string | null>(null)
  const special = state.recommendation.recipes?.map(({ column }) => column) ?? []
  const first = numbers.find(({ column }) => special.includes(column)) ?? numbers[0]
  const feature = numbers.find(({ column }) => column === chosen) ?? first
  if (feature === undefined) return null
  const recipe = feature.recipe ?? usualRecipe
  const change = (next: Recipe) => {
    const field = asField(next)
    set(
      features.map((each) =>
        each.column === feature.column
          ? { column: each.column, kind: each.kind, ...(field === undefined ? {} : { recipe: field }) }
          : each,
      ),
    )
  }
  const recommended = state.recommendation.features.find(({ column }) => column === feature.column)?.recipe
  const reason = state.recommendation.recipes?.find(({ column }) => column === feature.column)?.reason
  const asRecommended = JSON.stringify(recommended ?? usualRecipe) === JSON.stringify(recipe)
  return (
    <div className="recipe">
      <Select<string>
        label={text('wizard.recipe.column')}
        value={feature.column}
        onChange={choose}
        options={numbers.map(({ column, recipe: own }) => ({
          value: column,
          label: column,
          hint: (own ?? usualRecipe).map(({ kind }) => text(`wizard.recipe.steps.${kind}`)).join(' → '),
        }))}
        {...(reason !== undefined && asRecommended ? { hint: say(reason) } : {})}
      />
      <RecipeSteps recipe={recipe} onChange={change} />
      <Select<(typeof added)[number]>
        label={text('wizard.recipe.add')}
        value={null}
        placeholder={text('wizard.recipe.choose')}
        disabled={recipe.length >= mostSteps}
        onChange={(kind) => change([...recipe, firstSteps[kind]])}
        options={added.map((kind) => ({
          value: kind,
          label: text(`wizard.recipe.steps.${kind}`),
          hint: text(`wizard.recipe.hints.${kind}`),
        }))}
      />
      <RecipePreview feature={feature} />
    </div>
  )
}
