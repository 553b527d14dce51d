/** How a category column becomes inputs: one for each value, one number in an order of one's own, or a few by hashes. */
import { embeddedNumbers, embeddingWidth, mostEmbedded } from '../../../../compute/spec/entity-embedding.ts'
import type { CategoryForm } from '../../../../compute/spec/model.ts'
import type { CategoryEncoding } from '../../../../compute/spec/recipe.ts'
import { Segments } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { categoryFormOf, type Plan } from '../state/plan.ts'
import { useEditor } from './editor-context.ts'
import { MoveButtons } from './move-buttons.tsx'
import { Part } from './part.tsx'

type Feature = Plan['features'][number]
/** The model's own way with categories, or one of the column's. */
type Way = CategoryForm | CategoryEncoding['kind']

interface EncodingProps {
  readonly feature: Feature
  readonly onChange: (feature: Feature) => void
}

const firstInputs = 32

/** See the file's head. An order is given of values that are all known, as the profile has them. */
export function CategoryEncodingFields({ feature, onChange }: EncodingProps) {
  const { text } = useWords()
  const { column, kind, encoding } = feature
  const values = useKnownValues(column)
  const change = (next: CategoryEncoding | null) =>
    onChange({ column, kind, ...(next === null ? {} : { encoding: next }) })
  const { vectors, form } = useModelsWay(column)
  const begin: { readonly [W in Way]: () => CategoryEncoding | null } = {
    'one-hot': () => null,
    embedding: () => null,
    ordinal: () => ({
      kind: 'ordinal',
      order: values.toSorted((a, b) => a.localeCompare(b, undefined, { numeric: true })),
    }),
    hash: () => ({ kind: 'hash', inputs: firstInputs }),
  }
  const way = encoding?.kind ?? form
  const ways = [form, 'ordinal', 'hash'] as const
  return (
    <>
      <Segments<Way>
        label={text('wizard.recipe.encodeBy')}
        value={way}
        onChange={(next) => change(begin[next]())}
        options={ways.map((each) => ({
          value: each,
          label: text(`wizard.recipe.encodings.${each}`),
          disabled: each === 'ordinal' && values.length < 2,
        }))}
      />
      <p className="quiet">{text(`wizard.recipe.encodingHints.${way}`, vectors)}</p>
      {encoding?.kind === 'ordinal' && (
        <Order order={encoding.order} onChange={(order) => change({ kind: 'ordinal', order })} />
      )}
      {encoding?.kind === 'hash' && (
        <Part
          name="hashInputs"
          value={encoding.inputs}
          onChange={(inputs) => change({ kind: 'hash', inputs: Math.round(inputs) })}
          least={2}
          most={1024}
        />
      )}
    </>
  )
}

/** How the plan's model takes categories that have no way of their own, and what vectors of a column's would be. */
function useModelsWay(column: string) {
  const { dataset, state } = useEditor()
  const distinct = dataset.table.profile.columns.find(({ name }) => name === column)?.distinct ?? 0
  const vectors = { values: Math.min(distinct, mostEmbedded), width: embeddingWidth(embeddedNumbers(distinct)) }
  return { vectors, form: categoryFormOf(state.plan) }
}

/** All values of a category column; none where the profile doesn't list them all. */
function useKnownValues(column: string): readonly string[] {
  const { dataset } = useEditor()
  const profile = dataset.table.profile.columns.find(({ name }) => name === column)
  const labels = profile?.distribution.map(({ label }) => label) ?? []
  return labels.includes('') || labels.length !== profile?.distinct ? [] : labels
}

/** The list with two neighbours in each other's place. */
function swapped(order: readonly string[], at: number, other: number): string[] {
  return order.map((value, place) => (place === at ? order[other]! : place === other ? order[at]! : value))
}

function Order({
  order,
  onChange,
}: {
  readonly order: readonly string[]
  readonly onChange: (order: string[]) => void
}) {
  const { text } = useWords()
  return (
    <ol className="value-order" aria-label={text('wizard.recipe.order')}>
      {order.map((value, at) => (
        <li key={value} className="value-order-row">
          <span className="value-order-place">{at + 1}</span>
          <span className="value-order-name">{value}</span>
          <MoveButtons
            name={value}
            at={at}
            first={0}
            last={order.length - 1}
            onMove={(to) => onChange(swapped(order, at, to))}
          />
        </li>
      ))}
    </ol>
  )
}
