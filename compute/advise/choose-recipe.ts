/** How a column is prepared: dates by their parts, numbers otherwise where the usual way, filling and standardising, would serve it badly. */
import type { ColumnProfile } from '../spec/dataset.ts'
import { type DatePart, roundParts } from '../spec/date-parts.ts'
import { message, type Message } from '../spec/message.ts'
import { firstSteps, type Recipe } from '../spec/recipe.ts'
import type { SplitMethod } from '../spec/split.ts'

/** Values this many interquartile ranges beyond the quartiles leave the others no room (Tukey calls 3 "far out"). */
const farOut = 20
/** Fewer different values are rather counts or codes. */
const leastDistinct = 20

export interface ChosenRecipe {
  readonly recipe: Recipe
  readonly reason: Message
}

/**
 * What is told of a date column, and why. Where the rows are divided in time, only what comes round: days and years that lie
 * ahead have values that nothing was learned from.
 */
export function chooseDateParts(method: SplitMethod | null): { readonly parts?: DatePart[]; readonly reason: Message } {
  return method?.kind === 'time'
    ? { parts: [...roundParts], reason: message('advice.recipes.datesAhead') }
    : { reason: message('advice.recipes.dates') }
}

/** The recipe that a column's distribution asks for; null: as usual. */
export function chooseRecipe({ kind, numeric, distinct }: ColumnProfile): ChosenRecipe | null {
  if (kind !== 'number' || numeric === null || distinct < leastDistinct) return null
  const { min, max, median, q1, q3 } = numeric
  const room = farOut * (q3 - q1)
  if (room <= 0 || (max <= q3 + room && min >= q1 - room)) return null
  const params = { min, median, max }
  return min >= 0
    ? {
        recipe: [firstSteps.fill, firstSteps.log, firstSteps.scale],
        reason: message('advice.recipes.log', params),
      }
    : {
        recipe: [firstSteps.fill, { ...firstSteps.scale, by: 'robust' }, firstSteps.log],
        reason: message('advice.recipes.robust', params),
      }
}
