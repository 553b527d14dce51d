/** The losses of a run that makes pictures as curves: one for each network of a GAN; what a VAE loses, and by how much it orders its space. */
import { useMemo } from 'react'
import type { GenerativeFamily } from '../../../compute/spec/generative-model.ts'
import type { EpochMetrics } from '../../../compute/spec/run.ts'
import type { GenerationRecord } from '../../../main/ipc/contract/records.ts'
import { csvOf } from '../../charts/chart-files.ts'
import { useChartLink } from '../../charts/lines/chart-link.ts'
import { CurveControls, type XKind } from '../../charts/lines/curve-controls.tsx'
import type { Curve } from '../../charts/lines/curve.ts'
import { LineChart } from '../../charts/lines/line-chart.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Waiting } from '../../components/progress.tsx'
import { useWords, type Words } from '../../i18n/words.ts'
import '../training/run-charts.css'
import { xColumns } from '../training/curve-sets.ts'
import { useChartView } from '../training/use-chart-view.ts'
import { type Epochs, useEpochs } from './use-epochs.ts'

type Part = 'train' | 'validation'

/** The charts of each family: their names, and the losses that each draws, of which rows. */
const charts = {
  vae: [
    {
      name: 'reconstruction',
      lines: [
        ['train', 'reconstruction'],
        ['validation', 'reconstruction'],
      ],
    },
    {
      name: 'divergence',
      lines: [
        ['train', 'divergence'],
        ['validation', 'divergence'],
      ],
    },
  ],
  gan: [
    {
      name: 'networks',
      lines: [
        ['train', 'discriminator'],
        ['train', 'generator'],
      ],
    },
    { name: 'penalty', lines: [['train', 'penalty']] },
  ],
} as const satisfies Record<
  GenerativeFamily,
  readonly { name: string; lines: readonly (readonly [part: Part, loss: string])[] }[]
>

const lossOf = ({ losses }: EpochMetrics, part: Part, name: string) => losses?.[part]?.[name] ?? NaN

export function LossCharts({ run }: { readonly run: GenerationRecord }) {
  const { text, format } = useWords()
  const epochs = useEpochs(run.id)
  const link = useChartLink()
  const { view, x, xAxis, controls } = useChartView(link)
  const { family } = run.spec.model
  const drawn = useMemo(() => chartsOf(family, epochs, x, text), [family, epochs, x, text])
  if (epochs.state === 'waiting') return <Waiting />
  if (epochs.state === 'failed') return <ErrorNotice error={epochs.error} />
  if (epochs.epochs.length === 0) return <p className="muted">{text('training.noEpochYet')}</p>
  return (
    <div className="run-charts">
      <CurveControls {...controls} />
      <div className="run-charts-pair">
        {drawn.map(({ name, curves }) => (
          <LineChart
            key={name}
            title={text(`generation.charts.${name}`)}
            curves={curves}
            view={view}
            xAxis={xAxis}
            link={link}
            subject={run.name}
            csv={() => lossesCsv(epochs.epochs)}
            formatY={format.number}
          />
        ))}
      </div>
      <p className="caption quiet">{text(`generation.chartsLead.${family}`)}</p>
    </div>
  )
}

/** The charts that have something to draw. */
function chartsOf(
  family: GenerativeFamily,
  { epochs, version, rewrites }: Epochs,
  x: XKind,
  text: Words['text'],
): { name: string; curves: readonly Curve[] }[] {
  const places = Float64Array.from(epochs, (epoch) => epoch[xColumns[x]])
  const common = { x: places, length: epochs.length, version, rewrites }
  return charts[family].flatMap(({ name, lines }) => {
    const curves = lines.map(([part, loss], at): Curve => ({
      ...common,
      id: `${part} ${loss}`,
      label: text(family === 'vae' ? `training.${part}` : `generation.losses.${loss}`),
      tone: at === 0 ? 1 : 2,
      dash: part === 'validation' ? 'dashed' : 'solid',
      y: Float64Array.from(epochs, (epoch) => lossOf(epoch, part, loss)),
    }))
    const hasPoints = curves.some(({ y }) => Array.from(y).some(Number.isFinite))
    return hasPoints ? [{ name, curves }] : []
  })
}

/** All losses of all epochs as CSV. */
function lossesCsv(epochs: readonly EpochMetrics[]): string {
  const parts: readonly Part[] = ['train', 'validation']
  const names = parts.flatMap((part) =>
    Object.keys(epochs[0]?.losses?.[part] ?? {}).map((name) => [part, name] as const),
  )
  const columns = [
    ...(['epoch', 'step', 'seconds'] as const).map((name) => ({ name, values: epochs.map((epoch) => epoch[name]) })),
    ...names.map(([part, name]) => ({
      name: `${part} ${name}`,
      values: epochs.map((epoch) => lossOf(epoch, part, name)),
    })),
  ]
  return csvOf(columns, epochs.length)
}
