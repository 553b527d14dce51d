/**
 * What lies over a drawn plot: the crosshair with its dots, the band that is dragged to zoom in, and the handling of
 * mouse and keyboard. For assistive technology it is a slider along x whose value is what the curves say there.
 */
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import type { Interval } from '../maths/scale.ts'
import { type ChartLink, fitZoom, useLinkState, zoomAround } from './chart-link.ts'
import type { Curve } from './curve.ts'
import { scalesOf } from './line-labels.ts'
import { wholeDomain } from './line-plan.ts'
import type { PlotFrame } from './plot-frame.ts'
import { nearestPlace, readCurves, stepPlace } from './reading.ts'

export interface PlotSurfaceProps {
  readonly label: string
  readonly frame: PlotFrame
  readonly curves: readonly Curve[]
  readonly link: ChartLink
  /** Whether pointing near a curve brings it into focus in all linked charts. */
  readonly focusesCurves: boolean
  /** The values at a place, as a sentence. */
  readonly describe: (x: number | null) => string
}

/** How near, in CSS pixels, one has to point at a curve to focus it, and how far to drag to zoom. */
const reach = 20
const dragStart = 4

export function PlotSurface({ label, frame, curves, link, focusesCurves, describe }: PlotSurfaceProps) {
  const hover = useLinkState(link, (state) => state.hover)
  const pinned = useLinkState(link, (state) => state.pinned)
  const drag = useRef<number | null>(null)
  const [band, setBand] = useState<Interval | null>(null)
  const scales = scalesOf(frame)
  const place = hover ?? pinned

  const toX = (event: PointerEvent<HTMLElement>) => event.clientX - event.currentTarget.getBoundingClientRect().left
  const clamp = (pixel: number) => Math.min(frame.left + frame.width, Math.max(frame.left, pixel))

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const pixel = clamp(toX(event))
    if (drag.current !== null && Math.abs(pixel - drag.current) > dragStart) {
      setBand([Math.min(drag.current, pixel), Math.max(drag.current, pixel)])
    }
    const at = nearestPlace(curves, scales.x.value(pixel))
    const y = event.clientY - event.currentTarget.getBoundingClientRect().top
    link.setState({ hover: at, focusedCurve: focusesCurves && at !== null ? nearestCurve(at, y) : null })
  }

  const nearestCurve = (at: number, y: number): string | null => {
    let best: { id: string; distance: number } | null = null
    for (const reading of readCurves(curves, at)) {
      const distance = Math.abs(scales.y.place(reading.y) - y)
      if (distance <= reach && (best === null || distance < best.distance)) best = { id: reading.curve.id, distance }
    }
    return best?.id ?? null
  }

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = clamp(toX(event))
  }

  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    if (drag.current === null) return
    drag.current = null
    setBand(null)
    if (band === null) togglePin(nearestPlace(curves, scales.x.value(clamp(toX(event)))))
    else zoomTo([scales.x.value(band[0]), scales.x.value(band[1])])
  }

  const togglePin = (at: number | null) => link.setState({ pinned: at === pinned ? null : at })
  const zoomTo = (zoom: Interval) => link.setState({ zoom: fitZoom(zoom, wholeDomain(curves)) })
  const zoomBy = (factor: number) => {
    const middle = place ?? (frame.x[0] + frame.x[1]) / 2
    link.setState({ zoom: zoomAround(frame.x, wholeDomain(curves), middle, factor) })
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const actions: Record<string, () => void> = {
      ArrowRight: () => moveTo(stepPlace(curves, place, event.shiftKey ? 10 : 1)),
      ArrowUp: () => moveTo(stepPlace(curves, place, event.shiftKey ? 10 : 1)),
      ArrowLeft: () => moveTo(stepPlace(curves, place, event.shiftKey ? -10 : -1)),
      ArrowDown: () => moveTo(stepPlace(curves, place, event.shiftKey ? -10 : -1)),
      Home: () => moveTo(nearestPlace(curves, frame.x[0])),
      End: () => moveTo(nearestPlace(curves, frame.x[1])),
      Enter: () => togglePin(place),
      ' ': () => togglePin(place),
      '+': () => zoomBy(0.5),
      '=': () => zoomBy(0.5),
      '-': () => zoomBy(2),
      '0': () => link.setState({ zoom: null }),
      Escape: () => link.setState(pinned === null ? { zoom: null, hover: null } : { pinned: null }),
    }
    const action = actions[event.key]
    if (action === undefined) return
    event.preventDefault()
    action()
  }

  const moveTo = (at: number | null) => {
    if (at === null) return
    const outside = at < frame.x[0] || at > frame.x[1]
    const half = (frame.x[1] - frame.x[0]) / 2
    link.setState({ hover: at, ...(outside ? { zoom: fitZoom([at - half, at + half], wholeDomain(curves)) } : {}) })
  }

  const whole = wholeDomain(curves)
  return (
    <div
      className="plot-surface"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation="horizontal"
      aria-valuemin={whole[0]}
      aria-valuemax={whole[1]}
      aria-valuenow={place ?? whole[1]}
      aria-valuetext={describe(place)}
      onPointerMove={onPointerMove}
      onPointerDown={onPointerDown}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        drag.current = null
        setBand(null)
      }}
      onPointerLeave={() => link.setState({ hover: null, focusedCurve: null })}
      onDoubleClick={() => link.setState({ zoom: null, pinned: null })}
      onKeyDown={onKeyDown}
      onBlur={() => link.setState({ hover: null })}
    >
      {band !== null && (
        <div
          className="plot-band"
          style={{ left: band[0], width: band[1] - band[0], top: frame.top, height: frame.height }}
        />
      )}
      {hover !== null && <Crosshair x={hover} frame={frame} curves={curves} />}
      {pinned !== null && pinned !== hover && <Crosshair x={pinned} frame={frame} curves={curves} />}
    </div>
  )
}

interface CrosshairProps {
  readonly x: number
  readonly frame: PlotFrame
  readonly curves: readonly Curve[]
}

function Crosshair({ x, frame, curves }: CrosshairProps) {
  if (x < frame.x[0] || x > frame.x[1]) return null
  const scales = scalesOf(frame)
  const inPlot = (y: number) => y >= frame.top - 1 && y <= frame.top + frame.height + 1
  return (
    <>
      <div className="plot-crosshair" style={{ left: scales.x.place(x), top: frame.top, height: frame.height }} />
      {readCurves(curves, x)
        .filter(({ y }) => Number.isFinite(y) && !(frame.log && y <= 0) && inPlot(scales.y.place(y)))
        .map(({ curve, x: at, y }) => (
          <div
            key={curve.id}
            className={`plot-dot curve-tone-${curve.tone}`}
            style={{ left: scales.x.place(at), top: scales.y.place(y) }}
          />
        ))}
    </>
  )
}
