/**
 * The recommendation: the pick and why, with facts of this data; its cost here; what it has to beat; and what comes
 * second, with when that would win.
 */
import { Star } from 'lucide-react'
import { useState } from 'react'
import type { Cost } from '../../../../compute/spec/advice.ts'
import type { Message } from '../../../../compute/spec/message.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { Button } from '../../../components/button.tsx'
import { useWords, type Words } from '../../../i18n/words.ts'
import { type Choice, choiceOf } from '../state/plan.ts'
import type { Wizard } from '../use-wizard.ts'
import { CostFacts } from './cost.tsx'
import { drawnWidths, writeModel } from './model-words.ts'
import { NetworkPicture } from './network-picture.tsx'
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
  const { text, say } = words
  const { plan, recommendation } = state
  const choice = choiceOf(plan, recommendation)
  const outputs = outputsOf(dataset, state)
  return (
    <section className="card" aria-label={text('wizard.recommendation')}>
      <div className="card-main">
        <p className={`card-choice card-choice-${choice}`}>
          {choice === 'pick' && <Star className="icon" fill="currentColor" aria-hidden />}
          {text(`wizard.choices.${choice}`)}
        </p>
        <h2 className="card-title">{writeModel(plan.model, words)}</h2>
        <p className="quiet">{predictsText(state, words)}</p>
        <NetworkPicture
          inputs={
            plan.model.family === 'cnn'
              ? text('wizard.picture.pixels')
              : text('wizard.picture.inputs', { count: plan.features.length })
          }
          hidden={drawnWidths(plan.model)}
          outputs={outputs.count}
          outputsLabel={outputs.label}
        />
        <h3>{text('wizard.because')}</h3>
        <Reasons reasons={recommendation.reasons} />
      </div>
      <div className="card-side">
        <h3>{text('wizard.costHere')}</h3>
        <CostFacts cost={cost} />
        <h3>{text('wizard.toBeat')}</h3>
        <p className="card-text">{say(recommendation.baseline)}</p>
        <Second choice={choice} wizard={wizard} state={state} />
      </div>
    </section>
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

interface SecondProps {
  readonly choice: Choice
  readonly wizard: Wizard
  readonly state: PlanState
}

/** The runner-up, or where that was chosen the pick, to be chosen instead. */
function Second({ choice, wizard, state: { recommendation } }: SecondProps) {
  const words = useWords()
  const { text, say } = words
  const { runnerUp, model } = recommendation
  return (
    <>
      <h3>{text('wizard.runnerUp')}</h3>
      <p className="card-second">{writeModel(runnerUp.model, words)}</p>
      <p className="card-text">{say(runnerUp.when)}</p>
      <div className="card-choose">
        {choice !== 'runner-up' && (
          <Button size="small" onPress={() => wizard.send({ type: 'chose', choice: 'runner-up' })}>
            {text('wizard.takeRunnerUp')}
          </Button>
        )}
        {choice !== 'pick' && (
          <Button size="small" onPress={() => wizard.send({ type: 'chose', choice: 'pick' })}>
            {text('wizard.takePick', { model: writeModel(model, words) })}
          </Button>
        )}
      </div>
    </>
  )
}

/** What the model is for, in a sentence. */
function predictsText({ answers: { task, target }, plan: { window } }: PlanState, { text }: Words): string {
  return window === undefined
    ? text(`wizard.predicts.${task}`, { target })
    : text('wizard.predicts.forecast', { target, count: window.horizon })
}

function outputsOf(dataset: DatasetRecord, { answers, plan }: PlanState) {
  const column = dataset.table.profile.columns.find(({ name }) => name === answers.target)
  if (plan.window !== undefined) return { count: plan.window.horizon, label: answers.target }
  if (answers.task === 'regression' || column === undefined) return { count: 1, label: answers.target }
  return { count: column.distinct, label: answers.target }
}
