import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { encodeNumber } from '../../../../../compute/data/preprocess/encode.ts'
import { fitRecipe } from '../../../../../compute/data/preprocess/fit-recipe.ts'
import { firstSteps, type Recipe, recipeSchema, usualRecipe } from '../../../../../compute/spec/recipe.ts'

interface Recorded {
  train: number[]
  columns: Record<string, (number | null)[]>
  cases: { column: string; recipe: Recipe; values: number[] }[]
}
const recorded = JSON.parse(
  readFileSync(new URL('../../../../fixtures/preprocessing/recipes.json', import.meta.url), 'utf8'),
) as Recorded
const train = Uint32Array.from(recorded.train)
const valuesOf = (column: string) => Float64Array.from(recorded.columns[column]!, (value) => value ?? NaN)
const named = recorded.cases.map((each) => ({
  ...each,
  steps: each.recipe.map((step) => ('by' in step ? `${step.kind} ${step.by}` : step.kind)).join(' → '),
}))

describe('a recipe', () => {
  it.each(named)(
    'equals scikit-learn, fitted on the training rows alone: $column, $steps',
    ({ column, recipe, values }) => {
      const raw = valuesOf(column)
      const fitted = fitRecipe(column, raw, train, recipeSchema.parse(recipe))!
      raw.forEach((value, row) => {
        const expected = values[row]!
        const difference = Math.abs(encodeNumber(value, fitted) - expected)
        expect(difference / Math.max(1, Math.abs(expected))).toBeLessThan(2e-4)
      })
    },
  )

  it('has an indicator where it asks for one and training rows miss values', () => {
    const indicator = (column: string, asked: boolean) =>
      fitRecipe(column, valuesOf(column), train, [{ ...firstSteps.fill, indicator: asked }])?.indicator
    expect([indicator('money', true), indicator('money', false), indicator('normal', true)]).toEqual([
      true,
      false,
      false,
    ])
  })

  it('fills once, and first', () => {
    expect(recipeSchema.safeParse(usualRecipe).success).toBe(true)
    expect(recipeSchema.safeParse([firstSteps.scale]).success).toBe(false)
    expect(recipeSchema.safeParse([firstSteps.fill, firstSteps.log, firstSteps.fill]).success).toBe(false)
  })
})
