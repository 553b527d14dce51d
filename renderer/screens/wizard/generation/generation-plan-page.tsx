/** What is recommended for making pictures, what can be changed in it, and the button that trains it. */
import { Play, Star } from 'lucide-react'
import { Link, useNavigate } from 'react-router'
import type { Cost } from '../../../../compute/spec/advice.ts'
import type { GenerationSpec } from '../../../../compute/spec/generation.ts'
import { type GenerativeChoice, generativeChoices } from '../../../../compute/spec/generation-advice.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { datasetAddress, runAddress } from '../../../app/addresses.ts'
import { useCommand, useRequest } from '../../../bridge/hooks.ts'
import { useRested } from '../../../bridge/use-rested.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Page, Reasoned, Section } from '../../../components/page.tsx'
import { RadioRows } from '../../../components/select.tsx'
import { Findings } from '../../../components/status-mark.tsx'
import { useWords } from '../../../i18n/words.ts'
import { CostFacts, CostLine } from '../plan/cost.tsx'
import { StepsLine } from '../questions/steps-line.tsx'
import type { GenerationState } from '../state/wizard.ts'
import { forgetWizard, type Wizard } from '../use-wizard.ts'
import { changedNumbers, choiceOf, isWhole, planNumberNames, recommendedFor } from './generation-plan.ts'
import { PlanNumberRow } from './plan-number-row.tsx'

export interface GenerationPlanPageProps {
  readonly dataset: DatasetRecord
  readonly wizard: Wizard
  readonly wizardKey: string
  readonly state: GenerationState
}

/** So long the plan must rest before its cost is asked for, in milliseconds. */
const rest = 150

/** See the file's head. */
export function GenerationPlanPage({ dataset, wizard, wizardKey, state }: GenerationPlanPageProps) {
  const { text } = useWords()
  const navigate = useNavigate()
  const start = useCommand('runs.start', ['runs.list'])
  const { plan, recommendation } = state
  const whole = isWhole(plan)
  const rested = useRested(plan, rest)
  const asks = whole && plan !== recommendation.specs[recommendation.pick]
  const answer = useRequest(
    'advice.generationCost',
    { datasetId: dataset.id, spec: rested },
    { enabled: asks, keepPrevious: true },
  )
  const { cost, checks } = (asks ? answer.data : undefined) ?? recommendation
  const set = (field: string, next: GenerationSpec) => wizard.send({ type: 'generation-planned', field, plan: next })
  const choose = (choice: GenerativeChoice) => set(`network ${choice}`, recommendation.specs[choice])
  const train = () =>
    start.mutate(
      { datasetId: dataset.id, spec: plan },
      {
        onSuccess: ({ id }) => {
          forgetWizard(wizardKey)
          void navigate(runAddress(id))
        },
      },
    )
  return (
    <Page
      title={text('wizard.title')}
      trail={<Link to={datasetAddress(dataset.id)}>{dataset.table.name}</Link>}
      foot={
        <>
          <CostLine cost={cost} />
          <span className="wizard-space" />
          <Button variant="quiet" onPress={wizard.undo} isDisabled={!wizard.canUndo}>
            {text('common.undo')}
          </Button>
          <Button onPress={() => wizard.send({ type: 'back' })}>{text('wizard.back')}</Button>
          <Button variant="primary" icon={Play} onPress={train} isDisabled={!whole} isPending={start.isPending}>
            {text('wizard.train')}
          </Button>
        </>
      }
    >
      <div className="plan">
        <StepsLine wizard={wizard} />
        {start.error !== null && <ErrorNotice error={start.error} />}
        <Card state={state} cost={cost} onChoose={choose} />
        <Section title={text('wizard.checks')}>
          <Findings label={text('wizard.checks')} notices={checks} />
        </Section>
        <Editor state={state} onPlan={set} onChoose={choose} />
      </div>
    </Page>
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
    <section className="card" aria-label={text('wizard.recommendation')}>
      <div className="card-main">
        <p className={`card-choice card-choice-${standing}`}>
          {standing === 'pick' && <Star className="icon" fill="currentColor" aria-hidden />}
          {text(`wizard.choices.${standing}`)}
        </p>
        <h2 className="card-title">{choice === null ? text(`runs.family.${plan.model.family}`) : nameOf(choice)}</h2>
        <p className="quiet">
          {plan.label === null
            ? text('wizard.generation.makes', { height, width })
            : text('wizard.generation.makesOf', { height, width, label: plan.label })}
        </p>
        <h3>{text('wizard.because')}</h3>
        <ol className="card-reasons">
          {recommendation.reasons.map((reason) => (
            <li key={reason.key}>{say(reason)}</li>
          ))}
        </ol>
      </div>
      <div className="card-side">
        <h3>{text('wizard.costHere')}</h3>
        <CostFacts cost={cost} />
        <h3>{text('wizard.toBeat')}</h3>
        <p className="card-text">{say(recommendation.baseline)}</p>
        <h3>{text('wizard.runnerUp')}</h3>
        <p className="card-second">{nameOf(runnerUp.choice)}</p>
        <p className="card-text">{say(runnerUp.when)}</p>
        <div className="card-choose">
          {standing !== 'runner-up' && (
            <Button size="small" onPress={() => onChoose(runnerUp.choice)}>
              {text('wizard.takeRunnerUp')}
            </Button>
          )}
          {standing !== 'pick' && (
            <Button size="small" onPress={() => onChoose(pick)}>
              {text('wizard.takePick', { model: nameOf(pick) })}
            </Button>
          )}
        </div>
      </div>
    </section>
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
