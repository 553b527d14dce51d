/** While the recommendation for making pictures is worked out, or why it can't be. */
import { useEffect } from 'react'
import { useRequest } from '../../../bridge/hooks.ts'
import type { QuestionProps } from '../questions/question-props.ts'
import { RecommendingFrame } from '../questions/recommending-page.tsx'

/** See the file's head. `label`: the column of the classes that are asked for. */
export function RecommendingGenerationPage({
  dataset,
  wizard,
  label,
}: QuestionProps & { readonly label: string | null }) {
  const { state, send } = wizard
  const { limits } = state.answers
  const recommended = useRequest('advice.recommendGeneration', { datasetId: dataset.id, answers: { label, limits } })
  const { data, error } = recommended
  useEffect(() => {
    if (data !== undefined) send({ type: 'generation-recommended', recommendation: data })
  }, [data, send])
  return <RecommendingFrame dataset={dataset} wizard={wizard} error={error} again={() => void recommended.refetch()} />
}
