/** The chart style: curves of a training with its best epoch, a confusion matrix, a figure beside its baseline. */
import { useMemo, useState } from 'react'
import { csvOf } from '../../charts/chart-files.ts'
import { useChartLink } from '../../charts/lines/chart-link.ts'
import type { Curve } from '../../charts/lines/curve.ts'
import { LineChart } from '../../charts/lines/line-chart.tsx'
import { wholeTicks } from '../../charts/maths/ticks.ts'
import { CompareBar } from '../../charts/static/compare-bar.tsx'
import { type ConfusionCell, ConfusionMatrix } from '../../charts/static/confusion-matrix.tsx'
import { useWords } from '../../i18n/words.ts'

const epochs = Array.from({ length: 60 }, (_, index) => index + 1)
/** Falling losses with a little unrest, the validation's rising again after its best epoch. */
const training = epochs.map((epoch) => 0.06 + 1.05 * Math.exp(-epoch / 9) + 0.012 * Math.sin(epoch * 2.3))
const validation = epochs.map(
  (epoch) => 0.11 + 1.02 * Math.exp(-epoch / 10) + 0.00002 * epoch * epoch + 0.02 * Math.sin(epoch * 1.7),
)
const best = validation.indexOf(Math.min(...validation))
const labels = ['Adelie', 'Chinstrap', 'Gentoo']
const counts = [
  [30, 0, 0],
  [1, 13, 0],
  [0, 0, 25],
]

/** See the file's head. */
export function ChartSamples() {
  const { text, format } = useWords()
  const link = useChartLink()
  const [cell, setCell] = useState<ConfusionCell | null>(null)
  const curves = useMemo<Curve[]>(() => {
    const common = { x: epochs, length: epochs.length, version: 1, rewrites: 0 }
    return [
      { ...common, id: 'train', label: text('design.training'), tone: 1, dash: 'solid', y: training },
      { ...common, id: 'validation', label: text('design.validation'), tone: 2, dash: 'dashed', y: validation },
    ]
  }, [text])
  const xAxis = useMemo(
    () => ({
      name: text('design.epochs'),
      ticks: wholeTicks,
      format: format.integer,
      describe: (epoch: number) => `${text('design.epochs')} ${format.integer(epoch)}`,
    }),
    [text, format],
  )
  const view = useMemo(() => ({ smoothing: 0, logScale: false }), [])
  const marker = useMemo(
    () => ({ curveId: 'validation', x: epochs[best]!, y: validation[best]!, label: text('design.best') }),
    [text],
  )
  return (
    <div className="design-charts">
      <LineChart
        title={text('design.loss')}
        curves={curves}
        xAxis={xAxis}
        link={link}
        view={view}
        marker={marker}
        formatY={format.number}
        subject="design"
        csv={() => csvOf([{ name: 'epoch', values: epochs }], epochs.length)}
      />
      <div>
        <ConfusionMatrix
          label={text('design.terms.confusionMatrix')}
          labels={labels}
          counts={counts}
          selected={cell}
          onSelect={setCell}
        />
        <CompareBar
          label={text('design.accuracy')}
          model={0.986}
          baseline={0.435}
          modelName={text('design.accuracy')}
          baselineName={text('design.baseline')}
          end={1}
          format={format.percent}
        />
      </div>
    </div>
  )
}
