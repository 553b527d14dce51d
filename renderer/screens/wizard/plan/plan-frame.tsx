/** The wizard's last page, whatever is planned: steps, the plan, and below it the cost, the way back, and training. */
import { Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Cost } from '../../../../compute/spec/advice.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { datasetAddress } from '../../../app/addresses.ts'
import { Button } from '../../../components/button.tsx'
import { Page } from '../../../components/page.tsx'
import { useWords } from '../../../i18n/words.ts'
import { StepsLine } from '../questions/steps-line.tsx'
import type { Wizard } from '../use-wizard.ts'
import { CostLine } from './cost.tsx'

export interface PlanFrameProps {
  readonly dataset: DatasetRecord
  readonly wizard: Wizard
  readonly cost: Cost
  readonly train: {
    readonly label: string
    readonly onPress: () => void
    readonly isDisabled: boolean
    readonly isPending: boolean
  }
  readonly children: ReactNode
}

export function PlanFrame({ dataset, wizard, cost, train: { label, ...train }, children }: PlanFrameProps) {
  const { text } = useWords()
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
          <Button variant="primary" icon={Play} {...train}>
            {label}
          </Button>
        </>
      }
    >
      <div className="plan">
        <StepsLine wizard={wizard} />
        {children}
      </div>
    </Page>
  )
}
