/**
 * Whether vectors are learned for categories, and what that makes of a model's inputs before any row was looked at.
 *
 * An input for each value is the simpler way, and as good for a few. Of a column with many values most of such inputs are 0
 * in any row, each has few rows to learn from, and rare values get none; as vectors they share what is alike (Guo and
 * Berkhahn 2016). That takes some rows for each value.
 */
import type { Recommendation } from '../spec/advice.ts'
import type { ColumnProfile, TableProfile } from '../spec/dataset.ts'
import { embeddedNumbers, embeddingWidth } from '../spec/entity-embedding.ts'
import { message, type Message } from '../spec/message.ts'
import type { MlpSpec, ModelSpec } from '../spec/model.ts'

type Features = Recommendation['features']

/** From so many values on a column's categories are many. */
const manyValues = 50
/** Rows that each value should have, on average, for its vector to be learned. */
const leastRowsEach = 20

/** The columns that vectors are learned for, where a model learns any: categories that have no way of their own. */
function embeddedColumns({ columns }: Pick<TableProfile, 'columns'>, features: Features): ColumnProfile[] {
  const names = features.flatMap(({ column, kind, encoding }) =>
    kind === 'category' && encoding === undefined ? [column] : [],
  )
  return columns.filter(({ name }) => names.includes(name))
}

/** The columns whose many values ask for vectors. None: an input for each value is as good. */
export function manyCategories(profile: Pick<TableProfile, 'columns' | 'rows'>, features: Features): ColumnProfile[] {
  const { rows } = profile
  return embeddedColumns(profile, features).filter(
    ({ distinct, missing }) => distinct >= manyValues && rows - missing >= distinct * leastRowsEach,
  )
}

/** Why a column's categories become vectors, and of what width. */
export function vectorsReason(
  key: 'advice.reasons.vectors' | 'advice.recipes.vectors',
  { name, distinct }: ColumnProfile,
): Message {
  return message(key, { column: name, values: distinct, width: embeddingWidth(embeddedNumbers(distinct)) })
}

/** The inputs of a model that are to be expected to be numbers of categories: as many as such columns, from the first on. */
export function expectedEmbedded(
  profile: Pick<TableProfile, 'columns'>,
  features: Features,
): NonNullable<MlpSpec['embedded']> {
  return embeddedColumns(profile, features).map(({ distinct }, input) => ({
    input,
    numbers: embeddedNumbers(distinct),
  }))
}

/** The model with what is to be expected of its inputs, where it learns vectors of categories. */
export function withExpected(model: ModelSpec, profile: Pick<TableProfile, 'columns'>, features: Features): ModelSpec {
  if (model.family !== 'mlp' || model.categories !== 'embedding') return model
  return { ...model, embedded: expectedEmbedded(profile, features) }
}
