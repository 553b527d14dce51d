/** What is recommended for making pictures, what can be changed in it, and the button that trains it. */
import type { Cost } from '../../../../compute/spec/advice.ts'
import type { GenerationSpec } from '../../../../compute/spec/generation.ts'
import { type GenerativeChoice, generativeChoices } from '../../../../compute/spec/generation-advice.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { useRequest } from '../../../bridge/hooks.ts'
import { useRested } from '../../../bridge/use-rested.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Reasoned, Section } from '../../../components/page.tsx'
import { RadioRows } from '../../../components/select.tsx'
import { Findings } from '../../../components/status-mark.tsx'
import { useWords } from '../../../i18n/words.ts'
import { PlanFrame } from '../plan/plan-frame.tsx'
import { RecommendationFrame } from '../plan/recommendation-frame.tsx'
import { costRest, useTrain } from '../plan/use-train.ts'
import type { GenerationState } from '../state/wizard.ts'
import type { Wizard } from '../use-wizard.ts'
import { changedNumbers, choiceOf, isWhole, planNumberNames, recommendedFor } from './generation-plan.ts'
import { PlanNumberRow } from './plan-number-row.tsx'

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
  const whole = isWhole(plan)
  const rested = useRested(plan, costRest)
  const asks = whole && plan !== recommendation.specs[recommendation.pick]
  const answer = useRequest(
    'advice.generationCost',
    { datasetId: dataset.id, spec: rested },
    { enabled: asks, keepPrevious: true },
  )
  const { cost, checks } = (asks ? answer.data : undefined) ?? recommendation
  const set = (field: string, next: GenerationSpec) => wizard.send({ type: 'generation-planned', field, plan: next })
  const choose = (choice: GenerativeChoice) => set(`network ${choice}`, recommendation.specs[choice])
  return (
    <PlanFrame
      dataset={dataset}
      wizard={wizard}
      cost={cost}
      train={{
        label: text('wizard.train'),
        onPress: () => train(dataset.id, plan),
        isDisabled: !whole,
        isPending: start.isPending,
      }}
    >
      {start.error !== null && <ErrorNotice error={start.error} />}
      <Card state={state} cost={cost} onChoose={choose} />
      <Section title={text('wizard.checks')}>
        <Findings label={text('wizard.checks')} notices={checks} />
      </Section>
      <Editor state={state} onPlan={set} onChoose={choose} />
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
  const { plan, recommendation } = state
  const { pick, runnerUp } = recommendation
  const choice = choiceOf(plan, recommendation)
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

interface EditorProps extends Pick<CardProps, 'state' | 'onChoose'> {
  readonly onPlan: (field: string, plan: GenerationSpec) => void
}

function Editor({ state, onPlan: set, onChoose }: EditorProps) {
  const { text } = useWords()
  const { plan, recommendation } = state
  const changed = changedNumbers(plan, recommendation)
  const recommended = recommendedFor(plan, recommendation)
  return (
    <Section
      title={text('wizard.changeAnything')}
      lead={text('wizard.changeLead')}
      actions={
        changed.length > 0 && (
          <Button size="small" onPress={() => set('all', recommended)}>
            {text('wizard.resetAll', { count: changed.length })}
          </Button>
        )
      }
    >
      <Reasoned reason={text('wizard.generation.networkReason')}>
        <RadioRows
          label={text('wizard.generation.network')}
          value={choiceOf(plan, recommendation)}
          onChange={onChoose}
          options={generativeChoices.map((value) => ({
            value,
            label: text(`wizard.generation.networks.${value}`),
            // Told the classes it has more inputs than the article's.
            hint: text(
              value === 'article-gan' && recommendation.specs[value].label !== null
                ? 'wizard.generation.articleGanWithClasses'
                : `wizard.generation.networkHints.${value}`,
            ),
          }))}
        />
      </Reasoned>
      {planNumberNames.map((name) => (
        <PlanNumberRow
          key={name}
          name={name}
          plan={plan}
          recommended={recommended}
          onChange={(next) => set(name, next)}
        />
      ))}
    </Section>
  )
}
