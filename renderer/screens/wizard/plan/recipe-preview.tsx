/** Values of a column before and after its recipe, worked out on the training rows of the plan. */
import { useMemo } from 'react'
import { useRequest } from '../../../bridge/hooks.ts'
import { useRested } from '../../../bridge/use-rested.ts'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { useWords } from '../../../i18n/words.ts'
import type { Plan } from '../state/plan.ts'
import { useEditor } from './editor-context.ts'

/** So long the plan must rest before its values are worked out, in milliseconds. */
const rest = 250

/** See the file's head. */
export function RecipePreview({ feature }: { readonly feature: Plan['features'][number] }) {
  const { text, format } = useWords()
  const { dataset, state } = useEditor()
  const { task, target } = state.answers
  const { split, seed } = state.plan.training
  const asked = useRested(
    useMemo(
      () => ({ division: { task, target, training: { split, seed } }, feature }),
      [task, target, split, seed, feature],
    ),
    rest,
  )
  const { data, error } = useRequest('advice.recipe', { datasetId: dataset.id, ...asked }, { keepPrevious: true })
  if (error !== null) return <ErrorNotice error={error} />
  if (data === undefined) return null
  return (
    <table className="figures-table recipe-preview" aria-label={text('wizard.recipe.preview')}>
      <thead>
        <tr>
          <th scope="col">{text('wizard.recipe.before', { column: feature.column })}</th>
          <th scope="col" className="number">
            {text('wizard.recipe.after')}
          </th>
        </tr>
      </thead>
      <tbody>
        {data.examples.map(({ before, after }) => (
          <tr key={String(before)}>
            <th scope="row">{before === null ? text('wizard.recipe.missing') : format.number(before)}</th>
            <td className="number">{format.number(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
