/** How each column is prepared: steps of numbers, parts of dates, inputs of categories, with what they make of the values. */
import { useState } from 'react'
import type { CategoryForm } from '../../../../compute/spec/model.ts'
import type { NumberStepKind, Recipe } from '../../../../compute/spec/recipe.ts'
import { firstSteps, usualRecipe } from '../../../../compute/spec/recipe.ts'
import { dateParts } from '../../../../compute/spec/date-parts.ts'
import { Select } from '../../../components/select.tsx'
import { type Words, useWords } from '../../../i18n/words.ts'
import { categoryFormOf, type Plan } from '../state/plan.ts'
import { CategoryEncodingFields } from './category-encoding.tsx'
import { DateParts } from './date-parts.tsx'
import { useEditor, usePlanField } from './editor-context.ts'
import { RecipePreview } from './recipe-preview.tsx'
import { RecipeSteps } from './recipe-steps.tsx'

type Feature = Plan['features'][number]

/** What can be added behind the filling. */
const added = ['clip', 'log', 'power', 'quantile', 'scale'] as const satisfies readonly NumberStepKind[]
const mostSteps = 10

/** A usual recipe is written as none, so that it doesn't count as a change. */
export function asField(recipe: Recipe): Recipe | undefined {
  return JSON.stringify(recipe) === JSON.stringify(usualRecipe) ? undefined : recipe
}

/** See the file's head. Nothing where texts or pictures alone are used. */
export function RecipeEditor() {
  const { text, say } = useWords()
  const { state } = useEditor()
  const [features, set] = usePlanField('features')
  // Of windows, categories have an input each, and dates are the calendar's.
  const kinds: readonly Feature['kind'][] =
    state.plan.window === undefined ? ['number', 'category', 'date'] : ['number']
  const able = features.filter(({ kind, column }) => kinds.includes(kind) && column !== state.answers.target)
  const form = categoryFormOf(state.plan)
  const [chosen, choose] = useState<string | null>(null)
  const special = state.recommendation.recipes?.map(({ column }) => column) ?? []
  const first = able.find(({ column }) => special.includes(column)) ?? able[0]
  const feature = able.find(({ column }) => column === chosen) ?? first
  if (feature === undefined) return null
  const change = (next: Feature) => set(features.map((each) => (each.column === feature.column ? next : each)))
  const recommended = state.recommendation.features.find(({ column }) => column === feature.column)
  const reason = state.recommendation.recipes?.find(({ column }) => column === feature.column)?.reason
  const asRecommended = recommended !== undefined && preparationOf(recommended) === preparationOf(feature)
  return (
    <div className="recipe">
      <Select<string>
        label={text('wizard.recipe.column')}
        value={feature.column}
        onChange={choose}
        options={able.map((each) => ({ value: each.column, label: each.column, hint: shortly(each, form, text) }))}
        {...(reason !== undefined && asRecommended ? { hint: say(reason) } : {})}
      />
      {feature.kind === 'date' ? (
        <DateParts feature={feature} onChange={change} />
      ) : feature.kind === 'category' ? (
        <CategoryEncodingFields feature={feature} onChange={change} />
      ) : (
        <NumberRecipe feature={feature} onChange={change} />
      )}
    </div>
  )
}

/** What of a feature says how it is prepared, as a text to compare. */
const preparationOf = ({ recipe, parts, encoding }: Feature) =>
  JSON.stringify([recipe ?? usualRecipe, parts ?? dateParts, encoding ?? null])

/** A column's preparation in a line. */
function shortly(feature: Feature, form: CategoryForm, text: Words['text']): string {
  const { kind, recipe = usualRecipe, parts = [...dateParts], encoding } = feature
  if (kind === 'category') return text(`wizard.recipe.encodings.${encoding?.kind ?? form}`)
  return kind === 'date'
    ? parts.map((part) => text(`wizard.recipe.parts.${part}`)).join(', ')
    : recipe.map((step) => text(`wizard.recipe.steps.${step.kind}`)).join(' → ')
}

interface NumberRecipeProps {
  readonly feature: Feature
  readonly onChange: (feature: Feature) => void
}

/** The steps of a number column, a way to add one, and examples. */
function NumberRecipe({ feature, onChange }: NumberRecipeProps) {
  const { text } = useWords()
  const recipe = feature.recipe ?? usualRecipe
  const change = (next: Recipe) => {
    const field = asField(next)
    onChange({ column: feature.column, kind: feature.kind, ...(field === undefined ? {} : { recipe: field }) })
  }
  return (
    <>
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
    </>
  )
}
