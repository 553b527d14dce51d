/** What was found in the rows of the plan: by which rule, in which rows, and what can be done about it with one click. */
import { useMemo } from 'react'
import type { Finding, Remedy } from '../../../../compute/spec/health.ts'
import type { LossSpec } from '../../../../compute/spec/training.ts'
import { withMethod } from '../../../../compute/spec/split.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { useRequest } from '../../../bridge/hooks.ts'
import { useRested } from '../../../bridge/use-rested.ts'
import { Button } from '../../../components/button.tsx'
import { Section } from '../../../components/page.tsx'
import { StatusMark } from '../../../components/status-mark.tsx'
import { DataRemedy } from './data-remedy.tsx'
import { useWords } from '../../../i18n/words.ts'
import { asked, type Plan } from '../state/plan.ts'
import type { PlanState, WizardEvent } from '../state/wizard.ts'
import type { Wizard } from '../use-wizard.ts'

/** So long the plan must rest before its rows are looked at, in milliseconds. */
const rest = 300

/** A remedy that changes the plan. */
type PlanRemedy = Exclude<Remedy, { kind: 'exclude-rows' | 'review-labels' }>

const isOfPlan = (remedy: Remedy): remedy is PlanRemedy =>
  remedy.kind !== 'exclude-rows' && remedy.kind !== 'review-labels'

/** The event that carries out a remedy; null where the plan has it already. */
export function remedyEvent(plan: Plan, remedy: PlanRemedy): WizardEvent | null {
  switch (remedy.kind) {
    case 'leave-out': {
      const value = plan.features.filter(({ column }) => column !== remedy.column)
      return value.length === 0 || value.length === plan.features.length
        ? null
        : { type: 'planned', field: 'features', value }
    }
    case 'divide':
      return { type: 'planned', field: 'split', value: withMethod(plan.training.split, remedy.method) }
    case 'balance-classes': {
      if (balancesClasses(plan)) return null
      const { loss } = plan.training
      const labelSmoothing = loss?.kind === 'cross-entropy' ? loss.labelSmoothing : 0
      const value: LossSpec = { kind: 'cross-entropy', labelSmoothing, classWeights: 'balanced' }
      return { type: 'planned', field: 'loss', value }
    }
    case 'repeat-classes':
      return balancesClasses(plan) ? null : { type: 'planned', field: 'classSampling', value: 'over' }
  }
}

/** Whether rare classes count as much as others, by their weights or by how often they are learned. */
function balancesClasses({ training: { loss, classSampling } }: Plan): boolean {
  return classSampling !== 'none' || (loss?.kind === 'cross-entropy' && loss.classWeights === 'balanced')
}

export interface HealthProps {
  readonly dataset: DatasetRecord
  readonly wizard: Wizard
  readonly state: PlanState
}

/** See the file's head. */
export function Health({ dataset, wizard, state }: HealthProps) {
  const { text } = useWords()
  const { task, target } = state.answers
  const { features, training, labelling } = state.plan
  const { split, seed } = training
  const question = useRested(
    useMemo(
      () => ({
        division: { task, target, training: { split, seed }, ...asked({ window: undefined, labelling }) },
        features: [...features],
      }),
      [task, target, split, seed, labelling, features],
    ),
    rest,
  )
  const { data, error } = useRequest('advice.health', { datasetId: dataset.id, ...question }, { keepPrevious: true })
  // What keeps the rows from being divided is said where they are divided.
  if (error !== null) return null
  return (
    <Section title={text('wizard.health.title')} lead={text('wizard.health.lead')}>
      {data === undefined && <p className="quiet">{text('wizard.health.looking')}</p>}
      {data?.length === 0 && (
        <p className="health-fine">
          <StatusMark level="fine" /> {text('wizard.health.fine')}
        </p>
      )}
      <ul className="findings" aria-label={text('wizard.health.title')}>
        {data?.map((found, at) => (
          <Found key={at} found={found} dataset={dataset} wizard={wizard} plan={state.plan} />
        ))}
      </ul>
    </Section>
  )
}

interface FoundProps {
  readonly found: Finding
  readonly dataset: DatasetRecord
  readonly wizard: Wizard
  readonly plan: Plan
}

function Found({ found, dataset, wizard, plan }: FoundProps) {
  const { text, say, format } = useWords()
  const isDone = (remedy: Remedy) => isOfPlan(remedy) && remedyEvent(plan, remedy) === null
  const done = found.remedies.length > 0 && found.remedies.every(isDone)
  return (
    <li className="finding">
      <StatusMark level={done ? 'mended' : found.level} />
      <span className="finding-text">
        {found.column !== null && <span className="finding-column">{found.column}</span>}
        {say(found.text)}
        <span className="health-rule">
          {text('wizard.health.rule', { rule: say(found.rule) })}
          {found.rows.length > 0 &&
            ` ${text('wizard.health.rows', { rows: format.list(found.rows.map((row) => format.integer(row))) })}`}
        </span>
        <span className="health-remedies">
          {found.remedies.map((remedy) => {
            if (!isOfPlan(remedy)) return <DataRemedy key={remedy.kind} dataset={dataset} remedy={remedy} />
            const event = remedyEvent(plan, remedy)
            const column = 'column' in remedy ? remedy.column : 'column' in found ? (found.column ?? '') : ''
            return (
              event !== null && (
                <Button key={remedy.kind} size="small" onPress={() => wizard.send(event)}>
                  {text(`wizard.health.remedies.${remedy.kind}`, { column })}
                </Button>
              )
            )
          })}
        </span>
      </span>
    </li>
  )
}
