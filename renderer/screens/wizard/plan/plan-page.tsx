/** The recommendation card, everything that can be changed in it, and the button that trains it. */
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import type { RunSpec } from '../../../../compute/spec/run.ts'
import { allFolds } from '../../../../compute/spec/split.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { useCommand, useRequest } from '../../../bridge/hooks.ts'
import { useRested } from '../../../bridge/use-rested.ts'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Section } from '../../../components/page.tsx'
import { Findings } from '../../../components/status-mark.tsx'
import { useWords } from '../../../i18n/words.ts'
import { slotsAddress } from '../../runs/run-batch.ts'
import { answersRows, changedFields, planProblems } from '../state/plan.ts'
import type { PlanState } from '../state/wizard.ts'
import { forgetWizard, type Wizard } from '../use-wizard.ts'
import { Health } from './health.tsx'
import { LeftOut } from './left-out.tsx'
import { PlanEditor } from './plan-editor.tsx'
import { PlanFrame } from './plan-frame.tsx'
import { PublishedModels } from './published-models.tsx'
import { specOf } from './plan-spec.ts'
import { SeriesWindowFields } from './series-window.tsx'
import { layerProblems, usePlannedLayers } from './use-planned-layers.ts'
import { costRest, useTrain } from './use-train.ts'
import { TextReader } from './text-reader.tsx'
import { ColumnReader } from './column-reader.tsx'
import { RecommendationCard } from './recommendation-card.tsx'

/** A plan's state of the wizard. */
export interface PlanPageProps {
  readonly dataset: DatasetRecord
  readonly wizard: Wizard
  readonly wizardKey: string
  readonly state: PlanState
}

/** See the file's head. */
export function PlanPage({ dataset, wizard, wizardKey, state }: PlanPageProps) {
  const { text } = useWords()
  const navigate = useNavigate()
  const { train, ...start } = useTrain(wizardKey)
  const startFolds = useCommand('runs.startFolds', ['runs.list'])
  const { plan, recommendation } = state
  const ownProblems = planProblems(plan)
  const changed = changedFields(plan, recommendation)
  const spec = useMemo(() => specOf(dataset, state), [dataset, state])
  const rested = useRested(spec, costRest)
  const whole = Object.keys(ownProblems).length === 0
  const now = useCost(dataset.id, rested, whole && changed.length > 0, state)
  const layers = usePlannedLayers(dataset.id, rested, whole)
  const { planned } = layers
  const problems = { ...(planned === null ? {} : layerProblems(plan.training, planned)), ...ownProblems }
  const valid = Object.keys(problems).length === 0
  const folds = allFolds(plan.training.split).length
  const trainFolds = () =>
    startFolds.mutate(
      { datasetId: dataset.id, spec },
      {
        onSuccess: (runs) => {
          forgetWizard(wizardKey)
          void navigate(slotsAddress(runs.map(({ id }) => id)))
        },
      },
    )
  return (
    <PlanFrame
      dataset={dataset}
      wizard={wizard}
      cost={now.cost}
      train={{
        label: folds > 1 ? text('wizard.trainFolds', { count: folds }) : text('wizard.train'),
        onPress: folds > 1 ? trainFolds : () => train(dataset.id, spec),
        isDisabled: !valid,
        isPending: start.isPending || startFolds.isPending,
      }}
    >
      {start.error !== null && <ErrorNotice error={start.error} />}
      {startFolds.error !== null && <ErrorNotice error={startFolds.error} />}
      <RecommendationCard dataset={dataset} wizard={wizard} state={state} cost={now.cost} />
      <div className="plan-parts">
        <Section title={text('wizard.checks')}>
          <Findings label={text('wizard.checks')} notices={now.checks} />
        </Section>
        <LeftOut leftOut={recommendation.leftOut} plan={plan} />
      </div>
      <SeriesWindowFields {...dataset.table.profile} wizard={wizard} state={state} />
      {state.answers.data === 'text' && state.answers.answering === undefined && (
        <TextReader wizard={wizard} state={state} />
      )}
      {state.answers.answering !== undefined && (
        <PublishedModels
          value={state.answers.reader?.kind === 'pretrained' ? state.answers.reader.model : null}
          onChange={(model) => wizard.send({ type: 'reread', reader: { kind: 'pretrained', model } })}
        />
      )}
      <ColumnReader wizard={wizard} state={state} />
      <PlanEditor {...{ dataset, wizard, state, problems, changed, layers }} />
      {/* Last: what it finds comes later, and must not move what is about to be clicked. */}
      {plan.window === undefined && plan.answering === undefined && (
        <Health dataset={dataset} wizard={wizard} state={state} />
      )}
    </PlanFrame>
  )
}

/** Cost and checks of the plan as it is now; while they are being worked out, those before. */
function useCost(datasetId: string, spec: RunSpec, ask: boolean, { recommendation }: PlanState) {
  const answer = useRequest('advice.cost', { datasetId, spec }, { enabled: ask, keepPrevious: true })
  const { cost, checks } = recommendation
  if (!ask || answer.data === undefined) return { cost, checks }
  // What is found in series, in labels of words and in answers depends on them alone, and not on what was changed.
  const isOwn = !answersRows(spec)
  return isOwn ? { cost: answer.data.cost, checks } : answer.data
}
