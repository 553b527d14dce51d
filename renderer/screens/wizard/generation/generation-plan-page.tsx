/** What is recommended for making pictures, what can be changed in it, and the button that trains it. */
import type { Cost } from '../../../../compute/spec/advice.ts'
import type { GenerativeChoice } from '../../../../compute/spec/generation-advice.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { useRequest } from '../../../bridge/hooks.ts'
import { useRested } from '../../../bridge/use-rested.ts'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Section } from '../../../components/page.tsx'
import { Findings } from '../../../components/status-mark.tsx'
import { useWords } from '../../../i18n/words.ts'
import { PlanFrame } from '../plan/plan-frame.tsx'
import { RecommendationFrame } from '../plan/recommendation-frame.tsx'
import { costRest, useTrain } from '../plan/use-train.ts'
import type { GenerationState } from '../state/wizard.ts'
import type { Wizard } from '../use-wizard.ts'
import { GenerationEditor } from './generation-editor.tsx'
import { choiceOf, generationProblems } from './generation-plan.ts'

export interface GenerationPlanPageProps {
  readonly dataset: DatasetRecord
  readonly wizard: Wizard
  readonly wizardKey: string
  readonly state: GenerationState
}

/** See the file's head. */
export function GenerationPlanPage({ dataset, wizard, wizardKey, state }: GenerationPlanPageProps) {
  const { text } = useWords()
  const { train, ...start } = useTrain(wizardKey)
  const { plan, recommendation } = state
  const problems = generationProblems(plan, dataset.table.profile.rows)
  const rested = useRested(plan, costRest)
  const asks = problems.isWhole && plan !== recommendation.specs[recommendation.pick]
  const answer = useRequest(
    'advice.generationCost',
    { datasetId: dataset.id, spec: rested },
    { enabled: asks, keepPrevious: true },
  )
  const { cost, checks } = (asks ? answer.data : undefined) ?? recommendation
  const choose = (choice: GenerativeChoice) => wizard.send({ type: 'generation-chose', choice })
  return (
    <PlanFrame
      dataset={dataset}
      wizard={wizard}
      cost={cost}
      train={{
        label: text('wizard.train'),
        onPress: () => train(dataset.id, plan),
        isDisabled: !problems.isWhole,
        isPending: start.isPending,
      }}
    >
      {start.error !== null && <ErrorNotice error={start.error} />}
      <Card state={state} cost={cost} onChoose={choose} />
      <Section title={text('wizard.checks')}>
        <Findings label={text('wizard.checks')} notices={checks} />
      </Section>
      <GenerationEditor dataset={dataset} wizard={wizard} state={state} problems={problems} />
    </PlanFrame>
  )
}

interface CardProps {
  readonly state: GenerationState
  readonly cost: Cost
  readonly onChoose: (choice: GenerativeChoice) => void
}

function Card({ state, cost, onChoose }: CardProps) {
  const { text, say } = useWords()
  const { plan, recommendation, base } = state
  const { pick, runnerUp } = recommendation
  const choice = choiceOf(plan, base, recommendation)
  const standing = choice === pick ? 'pick' : choice === runnerUp.choice ? 'runner-up' : 'own'
  const nameOf = (each: GenerativeChoice) => text(`wizard.generation.networks.${each}`)
  const { height, width } = plan.image
  return (
    <RecommendationFrame
      choice={standing}
      title={choice === null ? text(`runs.family.${plan.model.family}`) : nameOf(choice)}
      purpose={
        plan.label === null
          ? text('wizard.generation.makes', { height, width })
          : text('wizard.generation.makesOf', { height, width, label: plan.label })
      }
      cost={cost}
      baseline={recommendation.baseline}
      pick={nameOf(pick)}
      runnerUp={{ name: nameOf(runnerUp.choice), when: runnerUp.when }}
      onChoose={(chosen) => onChoose(chosen === 'pick' ? pick : runnerUp.choice)}
    >
      <h3>{text('wizard.because')}</h3>
      <ol className="card-reasons">
        {recommendation.reasons.map((reason) => (
          <li key={reason.key}>{say(reason)}</li>
        ))}
      </ol>
    </RecommendationFrame>
  )
}
