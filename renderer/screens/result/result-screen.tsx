/** A finished run: what came out, the model to try, to export and to go on with, and the record of how it was made. */
import { useSearchParams } from 'react-router'
import type { RunRecord } from '../../../main/ipc/contract/records.ts'
import { useRequest } from '../../bridge/hooks.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Section } from '../../components/page.tsx'
import { Waiting } from '../../components/progress.tsx'
import { Tabs } from '../../components/tabs.tsx'
import { useWords } from '../../i18n/words.ts'
import { RunCharts } from '../training/run-charts.tsx'
import { useRunCurves } from '../training/run-curve-feed.ts'
import { AnsweringResult } from './answering-result.tsx'
import { ClassificationResult } from './classification-result.tsx'
import { ExportPanel } from './export-panel.tsx'
import { ForecastPanel } from './forecast-panel.tsx'
import { ForecastResult } from './forecast-result.tsx'
import { Headline } from './headline.tsx'
import { LabellingResult } from './labelling-result.tsx'
import { MoreEpochs } from './more-epochs.tsx'
import { RecordPanel } from './record-panel.tsx'
import { RegressionResult } from './regression-result.tsx'
import { ResultPage } from './result-page.tsx'
import { TryPanel } from './try-panel.tsx'
import { useExport } from './use-export.ts'

const views = ['figures', 'try', 'export', 'training', 'record'] as const
type View = (typeof views)[number]

export function ResultScreen({ run }: { readonly run: RunRecord }) {
  const { text } = useWords()
  const [query, setQuery] = useSearchParams()
  const view = views.find((known) => known === query.get('view')) ?? 'figures'
  const show = (next: View) => setQuery(next === 'figures' ? {} : { view: next }, { replace: true })
  const exporting = useExport(run, () => show('export'))
  const content = {
    figures: <Figures run={run} />,
    try: run.spec.window === undefined ? <TryPanel run={run} /> : <ForecastPanel run={run} />,
    export: <ExportPanel run={run} exporting={exporting} />,
    training: <TrainingPanel run={run} />,
    record: <RecordPanel run={run} />,
  } as const satisfies Record<View, unknown>
  return (
    <ResultPage run={run} exporting={exporting} onExport={() => show('export')}>
      <ResultHeadline run={run} />
      <Tabs
        label={text('result.views')}
        selected={view}
        onSelect={show}
        tabs={views.map((id) => ({
          id,
          label: text(id === 'try' && run.spec.window !== undefined ? 'result.view.forecast' : `result.view.${id}`),
          content: content[id],
        }))}
      />
    </ResultPage>
  )
}

function ResultHeadline({ run }: { readonly run: RunRecord }) {
  const report = useRequest('runs.report', { id: run.id })
  if (report.error !== null) return <ErrorNotice error={report.error} />
  if (report.data === undefined) return <Waiting />
  return <Headline report={report.data} target={run.target} />
}

function Figures({ run }: { readonly run: RunRecord }) {
  const report = useRequest('runs.report', { id: run.id }).data
  if (report === undefined) return null
  switch (report.task) {
    case 'classification':
      return <ClassificationResult run={run} report={report} />
    case 'regression':
      return <RegressionResult id={run.id} report={report} target={run.target} />
    case 'labelling':
      return <LabellingResult report={report} />
    case 'answering':
      return <AnsweringResult id={run.id} report={report} />
    case 'forecast':
      return <ForecastResult run={run} report={report} />
  }
}

function TrainingPanel({ run }: { readonly run: RunRecord }) {
  const { text } = useWords()
  const snapshot = useRunCurves(run.id)
  return (
    <>
      <Section title={text('training.curves')}>
        <RunCharts name={run.name} task={run.task} spans={run.spec.answering !== undefined} snapshot={snapshot} />
      </Section>
      <Section title={text('result.goOn')}>
        <MoreEpochs run={run} />
      </Section>
    </>
  )
}
