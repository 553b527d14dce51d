/** A finished run: what came out, the model to try, to export and to go on with, and the record of how it was made. */
import { Archive, ArchiveRestore, Copy, Dices, Ellipsis, FileDown, SlidersHorizontal, Trash2 } from 'lucide-react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { useState } from 'react'
import type { AnyRunRecord, RunRecord } from '../../../main/ipc/contract/records.ts'
import { runAddress, wizardAddress } from '../../app/addresses.ts'
import { useRequest } from '../../bridge/hooks.ts'
import { invoke } from '../../bridge/invoke.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Menu } from '../../components/menu.tsx'
import { Page, Section } from '../../components/page.tsx'
import { Waiting } from '../../components/progress.tsx'
import { Tabs } from '../../components/tabs.tsx'
import { useWords } from '../../i18n/words.ts'
import { RunName } from '../runs/run-name.tsx'
import { RunStatusMark } from '../runs/run-status.tsx'
import { useRunActions } from '../runs/use-run-actions.ts'
import { RunCharts } from '../training/run-charts.tsx'
import { useRunCurves } from '../training/run-curve-feed.ts'
import { writeSeconds } from '../training/write-seconds.ts'
import { RunSubject } from '../training/training-screen.tsx'
import { ClassificationResult } from './classification-result.tsx'
import { ExportPanel } from './export-panel.tsx'
import { ForecastPanel } from './forecast-panel.tsx'
import { ForecastResult } from './forecast-result.tsx'
import { Headline } from './headline.tsx'
import { MoreEpochs } from './more-epochs.tsx'
import { RecordPanel } from './record-panel.tsx'
import { RegressionResult } from './regression-result.tsx'
import './result-screen.css'
import { TryPanel } from './try-panel.tsx'
import { useExport } from './use-export.ts'

const views = ['figures', 'try', 'export', 'training', 'record'] as const
type View = (typeof views)[number]

export function ResultScreen({ run }: { readonly run: RunRecord }) {
  const { text } = useWords()
  const actions = useRunActions()
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
  const exportNow = () => {
    show('export')
    exporting.start()
  }
  return (
    <Page
      title={<RunName run={run} onRename={(name) => void actions.rename(run, name)} />}
      name={run.name}
      trail={<Link to="/runs">{text('shell.runs')}</Link>}
      summary={<ResultSummary run={run} />}
      actions={
        <>
          <ResultMenu run={run} />
          <Button variant="primary" icon={FileDown} isDisabled={exporting.job !== null} onPress={exportNow}>
            {text('result.export')}
          </Button>
        </>
      }
    >
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
    </Page>
  )
}

/** State, how it ended and how long it took, then what it is. */
export function ResultSummary({ run }: { readonly run: AnyRunRecord }) {
  const { text, format } = useWords()
  const parts = [
    run.outcome === null
      ? null
      : text(`result.outcome.${run.outcome}`, { epoch: run.epoch, total: run.totalEpochs, count: run.totalEpochs }),
    run.bestEpoch === null ? null : text('result.bestEpoch', { epoch: run.bestEpoch }),
    writeSeconds(run.seconds, format),
  ].filter((part) => part !== null)
  return (
    <>
      <p>
        <span className="result-status">
          <RunStatusMark status={run.status} />
        </span>
        {parts.join(' · ')}
      </p>
      <RunSubject run={run} />
    </>
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
      return <ClassificationResult id={run.id} report={report} />
    case 'regression':
      return <RegressionResult id={run.id} report={report} target={run.target} />
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
        <RunCharts name={run.name} task={run.task} snapshot={snapshot} />
      </Section>
      <Section title={text('result.goOn')}>
        <MoreEpochs run={run} />
      </Section>
    </>
  )
}

const seeds = 0xffff_ffff

/** What can be done with a finished run beside its views. */
export function ResultMenu({ run }: { readonly run: AnyRunRecord }) {
  const { text } = useWords()
  const navigate = useNavigate()
  const { archive, remove } = useRunActions()
  const [error, setError] = useState<unknown>(null)
  const failed = (reason: unknown) => setError(reason)
  const again = (seed: number) => {
    const spec =
      run.task === 'generation'
        ? { ...run.spec, training: { ...run.spec.training, seed } }
        : { ...run.spec, training: { ...run.spec.training, seed } }
    invoke('runs.start', { datasetId: run.datasetId, spec }).then(({ id }) => navigate(runAddress(id)), failed)
  }
  const archived = run.archivedAt !== null
  return (
    <>
      {error !== null && <ErrorNotice error={error} />}
      <Menu
        label={text('common.moreActions')}
        actions={[
          {
            id: 'again',
            label: text('result.sameAgain'),
            icon: Copy,
            onAction: () => again(run.spec.training.seed),
          },
          {
            id: 'seed',
            label: text('result.otherSeed'),
            icon: Dices,
            onAction: () => again(Math.floor(Math.random() * seeds)),
          },
          {
            id: 'archive',
            label: text(archived ? 'runs.unarchive' : 'runs.archive'),
            icon: archived ? ArchiveRestore : Archive,
            onAction: () => void archive([run], !archived).catch(failed),
          },
          {
            id: 'delete',
            label: text('runs.delete'),
            icon: Trash2,
            danger: true,
            onAction: () => void remove([run]).then(() => navigate('/runs'), failed),
          },
        ]}
      >
        <IconButton icon={Ellipsis} label={text('common.moreActions')} />
      </Menu>
      <Button icon={SlidersHorizontal} onPress={() => void navigate(wizardAddress(run.datasetId, run.id))}>
        {text('training.changeSettings')}
      </Button>
    </>
  )
}
