/** A chart of curves: drawn live, read by mouse and keyboard, linked with its neighbours, also as table and as files. */
import { ChartLine, Download, Ellipsis, Image, Table, ZoomOut } from 'lucide-react'
import { useId, useMemo, useState } from 'react'
import { Button, IconButton } from '../../components/button.tsx'
import { Menu } from '../../components/menu.tsx'
import { useWords } from '../../i18n/words.ts'
import { fileNameOf, saveCsv, savePicture } from '../chart-files.ts'
import type { Interval } from '../maths/scale.ts'
import { type ChartLink, useLinkState } from './chart-link.ts'
import { CurveReadings } from './curve-readings.tsx'
import { CurveTable } from './curve-table.tsx'
import type { Curve, CurveMarker, LineView } from './curve.ts'
import './line-chart.css'
import type { PlotInput } from './line-plot.ts'
import type { PlotFrame } from './plot-frame.ts'
import { PlotSurface } from './plot-surface.tsx'
import { nearestPlace, readCurves } from './reading.ts'
import { useLinePlot } from './use-line-plot.ts'

/** The axis of x: its name, its marks, and how a place on it is written. */
export interface XAxis {
  readonly name: string
  readonly ticks: (min: number, max: number, count: number) => number[]
  /** At the axis. */
  readonly format: (value: number) => string
  /** In words, as in "Epoch 34". */
  readonly describe: (value: number) => string
}

export interface LineChartProps {
  readonly title: string
  /** Keep it the same object while nothing changes: another one is drawn. */
  readonly curves: readonly Curve[]
  readonly xAxis: XAxis
  readonly link: ChartLink
  readonly view: Pick<LineView, 'smoothing' | 'logScale'>
  readonly marker?: CurveMarker | null
  /** What y can't pass. */
  readonly bounds?: Interval
  readonly formatY: (value: number) => string
  /** Names at the lines' ends; without them the page has a legend. */
  readonly endLabels?: boolean
  readonly height?: number
  /** The run or runs it belongs to, for file names and the picture. */
  readonly subject: string
  /** All the data behind the chart. */
  readonly csv: () => string
}

export function LineChart(props: LineChartProps) {
  const { title, curves, xAxis, link, view, marker = null, bounds = null, formatY, subject, csv } = props
  const { endLabels = true, height = 240 } = props
  const { text } = useWords()
  const titleId = useId()
  const zoom = useLinkState(link, (state) => state.zoom)
  const focusedCurve = useLinkState(link, (state) => state.focusedCurve)
  const [asTable, setAsTable] = useState(false)
  const input = useMemo<PlotInput>(
    () => ({
      curves,
      view: { ...view, zoom },
      marker,
      focusedCurve,
      bounds,
      endLabels,
      xTicks: xAxis.ticks,
      formatX: xAxis.format,
      formatY,
    }),
    [curves, view, zoom, marker, focusedCurve, bounds, endLabels, xAxis, formatY],
  )
  const { element, plot, frame } = useLinePlot(input)
  const describe = (x: number | null) => describeAt(curves, x, xAxis, formatY) || text('charts.noPoints')
  const note = frame === null ? null : noteOf(frame, text)

  const savePng = () => {
    if (plot.current?.canvas === null || plot.current === null || element.current === null) return
    const { colors, canvas } = plot.current
    const style = {
      ground: colors.sheet,
      ink: colors.ink,
      quietInk: colors['ink-3'],
      fontFamily: getComputedStyle(element.current).fontFamily,
    }
    const parts = [subject, xAxis.name, note].filter((part) => part !== null && part !== '')
    void savePicture(canvas, title, parts.join(' · '), style, fileNameOf(subject, title))
  }

  return (
    <figure className="line-chart" aria-labelledby={titleId}>
      <figcaption className="line-chart-head">
        <h3 id={titleId}>{title}</h3>
        <span className="line-chart-tools">
          {zoom !== null && (
            <Button size="small" variant="quiet" icon={ZoomOut} onPress={() => link.setState({ zoom: null })}>
              {text('charts.wholeRange')}
            </Button>
          )}
          <Menu
            label={text('charts.actionsOf', { chart: title })}
            actions={[
              {
                id: 'table',
                label: text(asTable ? 'charts.showChart' : 'charts.showTable'),
                icon: asTable ? ChartLine : Table,
                onAction: () => setAsTable(!asTable),
              },
              { id: 'png', label: text('charts.savePng'), icon: Image, disabled: asTable, onAction: savePng },
              {
                id: 'csv',
                label: text('charts.saveCsv'),
                icon: Download,
                onAction: () => saveCsv(csv(), fileNameOf(subject, title)),
              },
            ]}
          >
            <IconButton size="small" icon={Ellipsis} label={text('charts.actionsOf', { chart: title })} />
          </Menu>
        </span>
      </figcaption>
      {asTable && (
        <CurveTable label={title} xName={xAxis.name} curves={curves} formatX={xAxis.format} formatY={formatY} />
      )}
      <div className="line-chart-plot" style={{ height }} hidden={asTable}>
        <div ref={element} className="line-chart-canvas" aria-hidden />
        {frame !== null && (
          <>
            <PlotSurface
              label={title}
              frame={frame}
              curves={curves}
              link={link}
              focusesCurves={!endLabels}
              describe={describe}
            />
            <CurveReadings frame={frame} curves={curves} link={link} titleOf={xAxis.describe} formatY={formatY} />
          </>
        )}
      </div>
      {note !== null && note !== '' && !asTable && <p className="line-chart-note">{note}</p>}
    </figure>
  )
}

function noteOf(frame: PlotFrame, text: (key: string, params: Record<string, number>) => string): string {
  return frame.shown < frame.total ? text('charts.showing', { shown: frame.shown, total: frame.total }) : ''
}

/** "Epoch 34: training 0.12, validation 0.2"; at the newest place where none is pointed at; '' without points. */
function describeAt(
  curves: readonly Curve[],
  x: number | null,
  xAxis: XAxis,
  formatY: (value: number) => string,
): string {
  const place = x ?? nearestPlace(curves, Infinity)
  if (place === null) return ''
  const values = readCurves(curves, place).map(({ curve, y }) => `${curve.label} ${formatY(y)}`)
  return `${xAxis.describe(place)}: ${values.join(', ')}`
}
