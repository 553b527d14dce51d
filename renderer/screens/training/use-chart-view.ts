/** How curves are drawn, as the settings remember it, and what their x is. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { Settings } from '../../../main/ipc/contract/records.ts'
import { useRequest } from '../../bridge/hooks.ts'
import { invoke } from '../../bridge/invoke.ts'
import type { ChartLink } from '../../charts/lines/chart-link.ts'
import type { CurveControlsProps, XKind } from '../../charts/lines/curve-controls.tsx'
import type { XAxis } from '../../charts/lines/line-chart.tsx'
import { timeTicks, wholeTicks } from '../../charts/maths/ticks.ts'
import { useWords, type Words } from '../../i18n/words.ts'
import { writeSeconds } from './write-seconds.ts'

export interface ChartView {
  readonly view: Settings['chart']
  readonly x: XKind
  readonly xAxis: XAxis
  /** For CurveControls. */
  readonly controls: CurveControlsProps
}

const beforeSettings: Settings['chart'] = { smoothing: 0, logScale: false }
/** A slider that is dragged is written when it rests. */
const writeAfter = 400

/** @param link of the charts that are drawn so: another x is not zoomed or pointed into as the one before was */
export function useChartView(link: ChartLink): ChartView {
  const words = useWords()
  const client = useQueryClient()
  const stored = useRequest('settings.get', {}).data?.chart ?? beforeSettings
  const [draft, setDraft] = useState<Settings['chart'] | null>(null)
  const [x, setX] = useState<XKind>('epoch')
  const { smoothing, logScale } = draft ?? stored

  useEffect(() => {
    if (draft === null) return
    const timer = setTimeout(() => {
      void invoke('settings.change', { chart: draft }).then((settings) => {
        client.setQueryData(['settings.get', {}], settings)
        setDraft((now) => (now === draft ? null : now))
      })
    }, writeAfter)
    return () => clearTimeout(timer)
  }, [draft, client])

  const view = useMemo(() => ({ smoothing, logScale }), [smoothing, logScale])
  const xAxis = useMemo(() => axisOf(x, words), [x, words])
  return {
    view,
    x,
    xAxis,
    controls: {
      smoothing,
      logScale,
      x,
      onSmoothing: (weight) => setDraft({ smoothing: weight, logScale }),
      onLogScale: (on) => setDraft({ smoothing, logScale: on }),
      onX: (next) => {
        link.setState({ zoom: null, hover: null, pinned: null })
        setX(next)
      },
    },
  }
}

/** The axis for what x is. */
function axisOf(x: XKind, { text, format }: Words): XAxis {
  const name = text(`charts.x.${x}.name`)
  if (x === 'time') {
    return {
      name,
      ticks: timeTicks,
      format: (seconds) =>
        seconds < 60 ? text('charts.x.time.seconds', { seconds: format.number(seconds) }) : format.duration(seconds),
      describe: (seconds) => text('charts.x.time.at', { time: writeSeconds(seconds, format) }),
    }
  }
  return {
    name,
    ticks: wholeTicks,
    format: format.integer,
    describe: (value) => text(`charts.x.${x}.at`, { value: format.integer(value) }),
  }
}
