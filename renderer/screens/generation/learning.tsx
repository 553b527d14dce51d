/** How a run that makes pictures learned so far: what it made after each epoch, and the losses of its networks. */
import type { GenerationRecord } from '../../../main/ipc/contract/records.ts'
import { Section } from '../../components/page.tsx'
import { useWords } from '../../i18n/words.ts'
import { EpochSamples } from './epoch-samples.tsx'
import { LossCharts } from './loss-charts.tsx'

export function Learning({ run }: { readonly run: GenerationRecord }) {
  const { text } = useWords()
  return (
    <>
      <Section title={text('generation.samples')} lead={text('generation.samplesLead')}>
        <EpochSamples run={run} />
      </Section>
      <Section title={text('training.curves')}>
        <LossCharts run={run} />
      </Section>
    </>
  )
}
