/** What was found in the rows of the plan: by which rule, in which rows, and what can be done about it with one click. */
import { useMemo } from 'react'
import type { Finding, PlanRemedy } from '../../../../compute/spec/health.ts'
import type { LossSpec } from '../../../../compute/spec/training.ts'
import { withMethod } from '../../../../compute/spec/split.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { useRequest } from '../../../bridge/hooks.ts'
import { useRested } from '../../../bridge/use-rested.ts'
import { Button } from '../../../components/button.tsx'
import { Section } from '../../../components/page.tsx'
import { Findings, StatusMark } from '../../../components/status-mark.tsx'
import { useWords, type Words } from '../../../i18n/words.ts'
import { DataRemedies, isOfData } from '../../dataset/data-remedies.tsx'
import { useShowRows } from '../../dataset/use-found-rows.ts'
import { asked, type Plan } from '../state/plan.ts'
import type { PlanState, WizardEvent } from '../state/wizard.ts'
import type { Wizard } from '../use-wizard.ts'

/** So long the plan must rest before its rows are looked at, in milliseconds. */
const rest = 300

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
  const showing = useShowRows(dataset)
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
      {data !== undefined && (
        <Findings
          label={text('wizard.health.title')}
          notices={data}
          levelOf={(found) => (isMended(state.plan, found) ? 'mended' : found.level)}
          remediesOf={(found) => (
            <>
              <PlanRemedies found={found} wizard={wizard} plan={state.plan} />
              <DataRemedies dataset={dataset} finding={found} />
            </>
          )}
          {...showing}
        />
      )}
    </Section>
  )
}

/** Whether all that can be done about a finding in the plan is done. */
function isMended(plan: Plan, { remedies = [] }: Finding): boolean {
  return remedies.length > 0 && remedies.every((remedy) => !isOfData(remedy) && remedyEvent(plan, remedy) === null)
}

interface PlanRemediesProps {
  readonly found: Finding
  readonly wizard: Wizard
  readonly plan: Plan
}

function PlanRemedies({ found, wizard, plan }: PlanRemediesProps) {
  const { text } = useWords()
  return (found.remedies ?? []).map((remedy) => {
    const event = isOfData(remedy) ? null : remedyEvent(plan, remedy)
    if (event === null || isOfData(remedy)) return null
    return (
      <Button key={remedy.kind} size="small" onPress={() => wizard.send(event)}>
        {remedyWords(remedy, text)}
      </Button>
    )
  })
}

function remedyWords(remedy: PlanRemedy, text: Words['text']): string {
  switch (remedy.kind) {
    case 'leave-out':
      return text('wizard.health.remedies.leave-out', { column: remedy.column })
    case 'divide': {
      const { method } = remedy
      if (method.kind === 'folds') return text('wizard.health.remedies.folds', { folds: method.folds })
      return text('wizard.health.remedies.divide', { column: 'column' in method ? method.column : '' })
    }
    case 'balance-classes':
    case 'repeat-classes':
      return text(`wizard.health.remedies.${remedy.kind}`)
  }
}
