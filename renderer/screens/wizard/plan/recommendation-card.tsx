/** The recommendation for predicting: the network drawn, and why it, with facts of this data. */
import { useState } from 'react'
import type { Cost } from '../../../../compute/spec/advice.ts'
import type { Message } from '../../../../compute/spec/message.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { Button } from '../../../components/button.tsx'
import { useWords, type Words } from '../../../i18n/words.ts'
import { choiceOf } from '../state/plan.ts'
import type { Wizard } from '../use-wizard.ts'
import { drawnWidths, writeModel } from './model-words.ts'
import { NetworkPicture } from './network-picture.tsx'
import { RecommendationFrame } from './recommendation-frame.tsx'
import type { PlanState } from '../state/wizard.ts'

export interface RecommendationCardProps {
  readonly dataset: DatasetRecord
  readonly wizard: Wizard
  readonly state: PlanState
  readonly cost: Cost
}

/** See the file's head. */
export function RecommendationCard({ dataset, wizard, state, cost }: RecommendationCardProps) {
  const words = useWords()
  const { text } = words
  const { plan, recommendation } = state
  const choice = choiceOf(plan, recommendation)
  const outputs = outputsOf(dataset, state)
  return (
    <RecommendationFrame
      choice={choice}
      title={writeModel(plan.model, words)}
      purpose={predictsText(state, words)}
      cost={cost}
      baseline={recommendation.baseline}
      pick={writeModel(recommendation.model, words)}
      runnerUp={{ name: writeModel(recommendation.runnerUp.model, words), when: recommendation.runnerUp.when }}
      onChoose={(chosen) => wizard.send({ type: 'chose', choice: chosen })}
    >
      <NetworkPicture
        inputs={
          plan.model.family === 'cnn'
            ? text(plan.model.sound === undefined ? 'wizard.picture.pixels' : 'wizard.picture.spectrum')
            : plan.model.family === 'fusion'
              ? text('wizard.picture.fileAndColumns')
              : text('wizard.picture.inputs', { count: plan.features.length })
        }
        hidden={drawnWidths(plan.model)}
        outputs={outputs.count}
        outputsLabel={outputs.label}
      />
      <h3>{text('wizard.because')}</h3>
      <Reasons reasons={recommendation.reasons} />
    </RecommendationFrame>
  )
}

/** Reasons shown before the rest is asked for: they stand in the order of their weight. */
const fewReasons = 4

function Reasons({ reasons }: { readonly reasons: readonly Message[] }) {
  const { text, say } = useWords()
  const [all, setAll] = useState(false)
  const shown = all ? reasons : reasons.slice(0, fewReasons)
  return (
    <>
      <ol className="card-reasons">
        {shown.map((reason, index) => (
          <li key={index}>{say(reason)}</li>
        ))}
      </ol>
      {shown.length < reasons.length && (
        <Button size="small" variant="quiet" onPress={() => setAll(true)}>
          {text('wizard.allReasons', { count: reasons.length })}
        </Button>
      )}
    </>
  )
}

/** What the model is for, in a sentence. */
function predictsText(
  { answers: { task, target }, plan: { window, labelling, answering } }: PlanState,
  { text }: Words,
): string {
  if (answering !== undefined) {
    return text('wizard.predicts.answering', { question: answering.question, context: answering.context })
  }
  if (labelling !== undefined) return text('wizard.predicts.labelling', { words: labelling.words, target })
  return window === undefined
    ? text(`wizard.predicts.${task}`, { target })
    : text('wizard.predicts.forecast', { target, count: window.horizon })
}

function outputsOf(dataset: DatasetRecord, { answers, plan }: PlanState) {
  const column = dataset.table.profile.columns.find(({ name }) => name === answers.target)
  if (plan.window !== undefined) return { count: plan.window.horizon, label: answers.target }
  if (plan.labelling !== undefined) return { count: plan.labelling.labels, label: answers.target }
  // Where an answer begins and where it ends.
  if (plan.answering !== undefined) return { count: 2, label: answers.target }
  if (answers.task === 'regression' || column === undefined) return { count: 1, label: answers.target }
  return { count: column.distinct, label: answers.target }
}
