/** How windows of series are changed while training: off, or in which ways, with some of the dataset's to see it by. */
import { Dices } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { SeriesAugmentation, SeriesAugmentationPreview } from '../../../../compute/spec/series-augmentation.ts'
import { useRequest } from '../../../bridge/hooks.ts'
import { useRested } from '../../../bridge/use-rested.ts'
import { csvOf } from '../../../charts/chart-files.ts'
import { seriesCurve } from '../../../charts/data/series-curves.ts'
import { useChartLink } from '../../../charts/lines/chart-link.ts'
import { LineChart } from '../../../charts/lines/line-chart.tsx'
import { plainView } from '../../../charts/lines/plain-view.ts'
import { useMoments } from '../../../charts/lines/use-moments.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Switch } from '../../../components/toggle.tsx'
import { useWords } from '../../../i18n/words.ts'
import { asked } from '../state/plan.ts'
import { type Amount, AmountFields } from './amount-fields.tsx'
import { useEditor, usePlanField } from './editor-context.ts'
import { FieldRow } from './field-row.tsx'
import './series-augmentation-row.css'

/** Changes that hardly ever make another course of a series. */
const usual: SeriesAugmentation = { jitter: 0.05, scaling: 0.1 }
const amounts = {
  jitter: { most: 1, step: 0.05, decimals: 2 },
  scaling: { most: 0.5, step: 0.05, decimals: 2 },
} as const satisfies Record<keyof SeriesAugmentation, Amount>
/** So long the plan must rest before its windows are made, in milliseconds. */
const rest = 250

/** See the file's head. */
export function SeriesAugmentationRow() {
  const { text } = useWords()
  const [augmentation, set] = usePlanField('seriesAugmentation')
  return (
    <FieldRow field="seriesAugmentation">
      <Switch isSelected={augmentation !== null} onChange={(on) => set(on ? usual : null)}>
        {text('wizard.fields.seriesAugmentation')}
      </Switch>
      {augmentation !== null && (
        <>
          <AmountFields
            amounts={amounts}
            values={augmentation}
            labelOf={(name) => text(`wizard.seriesAugmentation.${name}`)}
            onChange={(name, value) => set({ ...augmentation, [name]: value })}
          />
          <p className="caption muted">{text('wizard.seriesAugmentation.caution')}</p>
          <ChangedWindows augmentation={augmentation} />
        </>
      )}
    </FieldRow>
  )
}

/** Some windows with what is ahead of them, and what a training would make of them. */
function ChangedWindows({ augmentation }: { readonly augmentation: SeriesAugmentation }) {
  const { text } = useWords()
  const { dataset, state } = useEditor()
  const [seed, setSeed] = useState(1)
  const { task, target } = state.answers
  const { training, window } = state.plan
  const { split, seed: splitSeed } = training
  const question = useMemo(
    () => ({ division: { task, target, training: { split, seed: splitSeed }, ...asked({ window }) }, augmentation }),
    [task, target, split, splitSeed, window, augmentation],
  )
  const rested = useRested(question, rest)
  const { data, error } = useRequest(
    'advice.seriesAugmentation',
    { datasetId: dataset.id, ...rested, seed },
    { keepPrevious: true },
  )
  if (error !== null) return <ErrorNotice error={error} />
  if (data === undefined) return null
  return (
    <figure className="changed-windows" aria-label={text('wizard.seriesAugmentation.preview')}>
      <figcaption className="augmented-head">
        <span className="caption">{text('wizard.seriesAugmentation.preview')}</span>
        <Button size="small" icon={Dices} onPress={() => setSeed(seed + 1)}>
          {text('wizard.augmentation.again')}
        </Button>
      </figcaption>
      {data.windows.map((each) => (
        <WindowChart key={`${each.series} ${each.times[0]}`} window={each} dated={data.dated} />
      ))}
    </figure>
  )
}

interface WindowChartProps {
  readonly window: SeriesAugmentationPreview['windows'][number]
  readonly dated: boolean
}

/** A window as it is and as it may come up, up to the end of what is ahead. */
function WindowChart({ window, dated }: WindowChartProps) {
  const { text, format } = useWords()
  const { dataset, state } = useEditor()
  const link = useChartLink()
  const { horizon = 0, time = '' } = state.plan.window ?? {}
  const moments = useMoments(dated, time)
  const { times, values, changed, series } = window
  const curves = useMemo(
    () => [
      ...changed.map((own, way) =>
        seriesCurve(
          {
            id: `way${way}`,
            label: text('wizard.seriesAugmentation.way', { number: way + 1 }),
            tone: way === 0 ? 2 : 3,
            dash: 'dashed',
          },
          times,
          own,
        ),
      ),
      seriesCurve(
        { id: 'original', label: text('wizard.seriesAugmentation.original'), tone: 1, dash: 'solid' },
        times,
        values,
      ),
    ],
    [times, values, changed, text],
  )
  const title = text('wizard.seriesAugmentation.window', { horizon })
  return (
    <LineChart
      title={series === '' ? title : `${series}: ${title}`}
      curves={curves}
      xAxis={moments.axis}
      link={link}
      view={plainView}
      formatY={format.number}
      height={180}
      subject={dataset.table.name}
      csv={() =>
        csvOf(
          [
            { name: time, values: times.map((moment) => moments.plain(moment)) },
            ...[values, ...changed].map((own, at) => ({ name: curves.at(at - 1)?.label ?? '', values: own })),
          ],
          times.length,
        )
      }
    />
  )
}
