/** The curves of one run: loss and score side by side, learning rate and gradient norm behind a fold. */
import { ChevronRight } from 'lucide-react'
import { memo, useMemo } from 'react'
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components'
import type { Task } from '../../../compute/spec/dataset.ts'
import { CurveControls, type XKind } from '../../charts/lines/curve-controls.tsx'
import { useChartLink } from '../../charts/lines/chart-link.ts'
import { LineChart } from '../../charts/lines/line-chart.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Waiting } from '../../components/progress.tsx'
import { useWords } from '../../i18n/words.ts'
import { bestMarker, curveOf, type Measured, runCsv } from './curve-sets.ts'
import type { CurvesSnapshot } from './run-curve-feed.ts'
import './run-charts.css'
import { useChartView } from './use-chart-view.ts'

export interface RunChartsProps {
  readonly name: string
  readonly task: Task
  /** Whether an answer's ends are looked for: then a right one has both right. */
  readonly spans: boolean
  readonly snapshot: CurvesSnapshot
}

/** Accuracies can't leave 0 to 1. R² can fall far below 0. */
const scoreBounds = { classification: [0, 1], regression: null } as const satisfies Record<Task, unknown>

/** Drawn again when the curves change, not with each report of the run's progress. */
export const RunCharts = memo(RunChartsDrawn)

function RunChartsDrawn({ name, task, spans, snapshot }: RunChartsProps) {
  const { text, format } = useWords()
  const link = useChartLink()
  const { view, x, xAxis, controls } = useChartView(link)
  const sets = useCurveSets(snapshot, x, text)
  const linear = useMemo(() => ({ smoothing: view.smoothing, logScale: false }), [view.smoothing])
  const unsmoothed = useMemo(() => ({ smoothing: 0, logScale: view.logScale }), [view.logScale])
  if (snapshot.state === 'waiting') return <Waiting />
  if (snapshot.state === 'failed') return <ErrorNotice error={snapshot.error} />
  if (snapshot.curves.length === 0) return <p className="muted">{text('training.noEpochYet')}</p>

  const share = task === 'classification'
  const common = { xAxis, link, subject: name, csv: () => runCsv(snapshot.curves) }
  const bounds = scoreBounds[task]
  return (
    <div className="run-charts">
      <CurveControls {...controls} />
      <div className="run-charts-pair">
        <LineChart
          {...common}
          title={text('training.loss')}
          curves={sets.loss}
          view={view}
          marker={sets.lossMarker}
          formatY={format.number}
        />
        <LineChart
          {...common}
          title={text(spans ? 'training.spansFound' : share ? 'training.accuracy' : 'training.r2')}
          curves={sets.score}
          view={linear}
          marker={sets.scoreMarker}
          formatY={share ? format.percent : format.number}
          {...(bounds === null ? {} : { bounds })}
        />
      </div>
      <Disclosure className="fold">
        <Heading level={3} className="fold-head">
          <AriaButton slot="trigger" className="fold-trigger">
            <ChevronRight className="icon" aria-hidden />
            {text('training.moreCurves')}
          </AriaButton>
        </Heading>
        <DisclosurePanel>
          <div className="run-charts-pair">
            <LineChart
              {...common}
              title={text('training.learningRate')}
              curves={sets.rate}
              view={unsmoothed}
              formatY={format.number}
              height={180}
            />
            <LineChart
              {...common}
              title={text('training.gradientNorm')}
              curves={sets.gradient}
              view={view}
              formatY={format.number}
              height={180}
            />
          </div>
        </DisclosurePanel>
      </Disclosure>
    </div>
  )
}

function useCurveSets(snapshot: CurvesSnapshot, x: XKind, text: ReturnType<typeof useWords>['text']) {
  return useMemo(() => {
    const validation = { id: 'validation', label: text('training.validation'), tone: 2, dash: 'dashed' } as const
    const train = { id: 'train', label: text('training.train'), tone: 1, dash: 'solid' } as const
    const plain = (column: Measured, label: string) => [
      curveOf(snapshot, column, x, { id: column, label, tone: 1, dash: 'solid' }),
    ]
    const best = (column: Measured) =>
      bestMarker(snapshot.curves, 'validation', column, x, (epoch) => text('training.bestMarker', { epoch }))
    return {
      loss: [curveOf(snapshot, 'trainLoss', x, train), curveOf(snapshot, 'validationLoss', x, validation)],
      score: [curveOf(snapshot, 'validationScore', x, validation)],
      rate: plain('learningRate', text('training.rateShort')),
      gradient: plain('gradientNorm', text('training.normShort')),
      lossMarker: best('validationLoss'),
      scoreMarker: best('validationScore'),
    }
  }, [snapshot, x, text])
}
