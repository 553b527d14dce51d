/** Runs side by side: their curves over each other, and a table of what differs in settings and scores. */
import { type UseQueryResult, useQueries } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { type AnyRunRecord, isPrediction } from '../../../main/ipc/contract/records.ts'
import { invoke } from '../../bridge/invoke.ts'
import { CurveControls } from '../../charts/lines/curve-controls.tsx'
import { useChartLink } from '../../charts/lines/chart-link.ts'
import type { Curve } from '../../charts/lines/curve.ts'
import { LineChart } from '../../charts/lines/line-chart.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { EmptyState, Page, Section } from '../../components/page.tsx'
import { Waiting } from '../../components/progress.tsx'
import { Switch } from '../../components/toggle.tsx'
import { useWords } from '../../i18n/words.ts'
import { curveOf, manyRunsCsv, type Measured } from '../training/curve-sets.ts'
import { type CurvesSnapshot, useManyRunCurves } from '../training/run-curve-feed.ts'
import { useChartView } from '../training/use-chart-view.ts'
import './compare-screen.css'
import { CompareTable } from './compare-table.tsx'
import { comparable } from './comparison.ts'
import { FoldsSummary } from './folds-summary.tsx'
import { comparedSlots, slotsAddress } from './run-batch.ts'
import { type RunTone, runTones } from './run-tones.ts'
import { RunLegend } from './run-legend.tsx'

export function CompareScreen() {
  const { text } = useWords()
  const navigate = useNavigate()
  const [query] = useSearchParams()
  const slots = useMemo(() => comparedSlots(query), [query])
  const tones = useMemo(() => runTones(slots), [slots])
  const ids = slots.filter((id) => id !== null)
  const results: UseQueryResult<AnyRunRecord>[] = useQueries({
    queries: ids.map((id) => ({ queryKey: ['runs.get', { id }], queryFn: () => invoke('runs.get', { id }) })),
  })
  const runs = results.flatMap(({ data }) => (data === undefined ? [] : [data]))
  const error = results.find((result) => result.error !== null)?.error ?? null
  const waiting = results.some(({ isPending }) => isPending)
  const frame = {
    title: text('runs.compareTitle'),
    trail: <Link to="/runs">{text('shell.runs')}</Link>,
  }
  if (ids.length < 2) {
    return (
      <Page {...frame}>
        <EmptyState title={text('runs.compareTooFewTitle')} text={text('runs.compareTooFewText')} />
      </Page>
    )
  }
  return (
    <Page {...frame} summary={text('common.runs', { count: ids.length })}>
      {error !== null && <ErrorNotice error={error} />}
      {waiting ? (
        <Waiting />
      ) : (
        <Comparison
          runs={runs}
          tones={tones}
          onLeaveOut={(id) =>
            void navigate(slotsAddress(slots.map((other) => (other === id ? null : other))), { replace: true })
          }
        />
      )}
    </Page>
  )
}

interface ComparisonProps {
  readonly runs: readonly AnyRunRecord[]
  readonly tones: ReadonlyMap<string, RunTone>
  readonly onLeaveOut: (id: string) => void
}

function Comparison({ runs, tones, onLeaveOut }: ComparisonProps) {
  const { text } = useWords()
  const [onlyDiffering, setOnlyDiffering] = useState(true)
  return (
    <>
      <FoldsSummary runs={runs} />
      <Section title={text('training.curves')}>
        <ComparedCurves runs={runs} tones={tones} onLeaveOut={onLeaveOut} />
      </Section>
      <Section
        title={text('runs.compareSettings')}
        lead={comparable(runs) ? undefined : text('runs.notComparable')}
        actions={
          <Switch isSelected={onlyDiffering} onChange={setOnlyDiffering}>
            {text('runs.onlyDiffering')}
          </Switch>
        }
      >
        <CompareTable runs={runs} tones={tones} onlyDiffering={onlyDiffering} />
      </Section>
    </>
  )
}

/** What an accuracy can't leave. */
const shares = [0, 1] as const

function ComparedCurves({ runs, tones, onLeaveOut }: ComparisonProps) {
  const { text, format } = useWords()
  const link = useChartLink()
  const { view, x, xAxis, controls } = useChartView(link)
  const ids = useMemo(() => runs.map(({ id }) => id), [runs])
  const snapshots = useManyRunCurves(ids)
  const curves = useMemo(() => {
    const of = (column: Measured) =>
      runs.flatMap((run, index): Curve[] => {
        const snapshot = snapshots[index]
        const tone = tones.get(run.id)
        if (!snapshot || tone === undefined) return []
        return [curveOf(snapshot, column, x, { id: run.id, label: run.name, ...tone })]
      })
    return { loss: of('validationLoss'), score: of('validationScore'), train: of('trainLoss') }
  }, [runs, snapshots, tones, x])
  const linear = useMemo(() => ({ smoothing: view.smoothing, logScale: false }), [view.smoothing])
  const allClasses = runs.every(({ task }) => task === 'classification')
  const common = {
    xAxis,
    link,
    endLabels: false,
    subject: text('runs.compareTitle'),
    csv: () => manyRunsCsv(withCurves(runs, snapshots)),
  }
  if (curves.loss.length === 0) return <Waiting />
  return (
    <div className="compare-curves">
      <CurveControls {...controls} />
      <RunLegend runs={runs} tones={tones} link={link} onLeaveOut={onLeaveOut} />
      <div className="run-charts-pair">
        <LineChart
          {...common}
          title={text('training.validationLoss')}
          curves={curves.loss}
          view={view}
          formatY={format.number}
        />
        {runs.some(isPrediction) && (
          <LineChart
            {...common}
            title={text(allClasses ? 'training.validationAccuracy' : 'training.validationScore')}
            curves={curves.score}
            view={linear}
            formatY={allClasses ? format.percent : format.number}
            {...(allClasses ? { bounds: shares } : {})}
          />
        )}
        <LineChart
          {...common}
          title={text('training.trainLoss')}
          curves={curves.train}
          view={view}
          formatY={format.number}
        />
      </div>
    </div>
  )
}

function withCurves(runs: readonly AnyRunRecord[], snapshots: readonly (CurvesSnapshot | null)[]) {
  return runs.flatMap(({ name }, index) => {
    const snapshot = snapshots[index]
    return snapshot ? [{ name, curves: snapshot.curves }] : []
  })
}
