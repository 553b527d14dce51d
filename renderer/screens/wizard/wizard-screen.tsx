/** The wizard: three questions that are answered already, then a recommendation that can be changed in everything. */
import { useEffect } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import type { Answers, SuggestedAnswers } from '../../../compute/spec/advice.ts'
import type { RunSpec } from '../../../compute/spec/run.ts'
import type { AnyRunRecord, DatasetRecord } from '../../../main/ipc/contract/records.ts'
import { datasetAddress } from '../../app/addresses.ts'
import { useRequest } from '../../bridge/hooks.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Page } from '../../components/page.tsx'
import { Waiting } from '../../components/progress.tsx'
import { useWords } from '../../i18n/words.ts'
import { PlanPage } from './plan/plan-page.tsx'
import { QuestionPage } from './questions/question-page.tsx'
import { GenerationPlanPage } from './generation/generation-plan-page.tsx'
import { RecommendingGenerationPage } from './generation/recommending-generation-page.tsx'
import { RecommendingPage } from './questions/recommending-page.tsx'
import { readerOf } from './state/reader-of.ts'
import { asked } from './state/plan.ts'
import { begin, beginWith, type WizardState } from './state/wizard.ts'
import { startWizard, useWizard } from './use-wizard.ts'
import './wizard.css'

/** The wizard of the dataset in the address; `?target=` names what to predict, `?from=` a run whose settings to take. */
export function WizardRoute() {
  const { id = '' } = useParams()
  const [query] = useSearchParams()
  const { text } = useWords()
  const target = query.get('target')
  const from = query.get('from')
  const dataset = useRequest('datasets.get', { id })
  const suggested = useRequest('advice.suggest', { datasetId: id, ...(target === null ? {} : { target }) })
  const run = useRequest('runs.get', { id: from ?? '' }, { enabled: from !== null })
  const settings = useRequest('settings.get', {})
  const problem = dataset.error ?? suggested.error ?? run.error ?? settings.error
  const ready =
    dataset.data !== undefined &&
    suggested.data !== undefined &&
    settings.data !== undefined &&
    (from === null || run.data !== undefined)
  if (problem !== null || !ready) {
    return (
      <Page title={text('wizard.title')} trail={<Link to={datasetAddress(id)}>{dataset.data?.table.name ?? '…'}</Link>}>
        {problem === null ? <Waiting /> : <ErrorNotice error={problem} />}
      </Page>
    )
  }
  const key = [id, target ?? '', from ?? ''].join(' ')
  return (
    <WizardPages
      key={key}
      wizardKey={key}
      dataset={dataset.data}
      suggested={withThreads(suggested.data, settings.data.threads)}
      run={run.data ?? null}
    />
  )
}

interface WizardPagesProps {
  readonly wizardKey: string
  readonly dataset: DatasetRecord
  readonly suggested: SuggestedAnswers
  readonly run: AnyRunRecord | null
}

function WizardPages({ wizardKey, dataset, suggested, run }: WizardPagesProps) {
  const wizard = useWizard(wizardKey)
  useEffect(() => startWizard(wizardKey, firstState(suggested, run)), [wizardKey, suggested, run])
  if (wizard === null) return null
  const { state } = wizard
  switch (state.step) {
    case 'data':
    case 'task':
    case 'limits':
      return <QuestionPage dataset={dataset} wizard={wizard} question={state.step} />
    case 'recommending':
      return state.answers.generation === undefined ? (
        <RecommendingPage dataset={dataset} wizard={wizard} />
      ) : (
        <RecommendingGenerationPage dataset={dataset} wizard={wizard} label={state.answers.generation.label} />
      )
    case 'generation':
      return <GenerationPlanPage dataset={dataset} wizard={wizard} state={state} wizardKey={wizardKey} />
    case 'plan':
      return <PlanPage dataset={dataset} wizard={wizard} state={state} wizardKey={wizardKey} />
  }
}

/** The threads that a person set for all runs stand above those suggested. */
function withThreads(suggested: SuggestedAnswers, threads: number | null): SuggestedAnswers {
  if (threads === null) return suggested
  const { answers } = suggested
  return { ...suggested, answers: { ...answers, limits: { ...answers.limits, threads } } }
}

/** The answers of who wants something predicted. */
const predicting = ({ generation: _, ...answers }: Answers): Answers => answers

/** Of what a run answers, the columns: how passages are cut is part of the plan. */
const columnsOf = ({ overlap: _, longest: __, ...columns }: NonNullable<RunSpec['answering']>) => columns

function firstState(suggested: SuggestedAnswers, run: AnyRunRecord | null): WizardState {
  if (run === null) return begin(suggested)
  if (run.task === 'generation') {
    const { label, training } = run.spec
    const limits = { ...suggested.answers.limits, threads: training.threads }
    return beginWith(suggested, { ...suggested.answers, generation: { label }, limits }, run.spec)
  }
  const { task, target, model, training, features, window, labelling, answering } = run.spec
  const limits = { ...suggested.answers.limits, threads: training.threads }
  const reader = window === undefined ? readerOf(model) : null
  const readsTexts = 'tokens' in model && model.tokens !== null
  const read = reader === null ? {} : { data: readsTexts ? ('text' as const) : ('sequences' as const), reader }
  const forecast =
    window === undefined ? {} : { data: 'sequences' as const, series: { time: window.time, column: window.series } }
  // A run that was no forecast stays none, whatever its data suggests.
  const other = suggested.possible.data.find((kind) => kind !== 'sequences') ?? 'table'
  const data = suggested.answers.data === 'sequences' ? { data: other } : {}
  return beginWith(
    suggested,
    {
      ...predicting(suggested.answers),
      ...{ ...data, ...read, ...forecast, task, target, limits },
      ...(labelling === undefined ? {} : { labelling: { words: labelling.words } }),
      ...(answering === undefined ? {} : { answering: columnsOf(answering) }),
    },
    { model, training, features, ...asked({ window, labelling, answering }) },
  )
}
