/** A run that predicts and is not finished: how far it is, how well it learns, and what can be done with it now. */
import type { RunRecord } from '../../../main/ipc/contract/records.ts'
import { Section } from '../../components/page.tsx'
import { useWords } from '../../i18n/words.ts'
import { DeviceNotice } from './device-notice.tsx'
import { RunCharts } from './run-charts.tsx'
import { useRunCurves } from './run-curve-feed.ts'
import { TrainingPage } from './training-page.tsx'

export function TrainingScreen({ run }: { readonly run: RunRecord }) {
  const { text } = useWords()
  const snapshot = useRunCurves(run.id)
  return (
    <TrainingPage run={run} notice={<DeviceNotice run={run} />}>
      <Section title={text('training.curves')}>
        <RunCharts name={run.name} task={run.task} spans={run.spec.answering !== undefined} snapshot={snapshot} />
      </Section>
    </TrainingPage>
  )
}
