/** Which network reads the columns of each row in their order. Another choice makes another recommendation. */
import { wordReaders } from '../../../../compute/spec/advice.ts'
import { Section } from '../../../components/page.tsx'
import { RadioRows } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import type { PlanState } from '../state/wizard.ts'
import type { Wizard } from '../use-wizard.ts'

export interface ColumnReaderProps {
  readonly wizard: Wizard
  readonly state: PlanState
}

/** See the file's head. */
export function ColumnReader({ wizard, state }: ColumnReaderProps) {
  const { text } = useWords()
  const { reader } = state.answers
  if (state.answers.data !== 'sequences' || reader?.kind !== 'network') return null
  return (
    <Section title={text('wizard.columnReader.title')} lead={text('wizard.columnReader.lead')}>
      <RadioRows
        label={text('wizard.columnReader.title')}
        labelHidden
        value={reader.network}
        onChange={(network) => wizard.send({ type: 'reread', reader: { kind: 'network', network } })}
        options={wordReaders.map((network) => ({
          value: network,
          label: text(`wizard.reader.networks.${network}`),
          hint: text(`wizard.columnReader.hints.${network}`),
        }))}
      />
    </Section>
  )
}
