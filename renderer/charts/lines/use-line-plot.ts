/** A LinePlot that lives in a React element and follows its size, the theme and its input. */
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useRestyle, useSize } from '../use-restyle.ts'
import { LinePlot, type PlotInput } from './line-plot.ts'
import type { PlotFrame } from './plot-frame.ts'

export interface LinePlotHandle {
  /** To be put on the element that is drawn into. */
  readonly element: RefObject<HTMLDivElement | null>
  readonly plot: RefObject<LinePlot | null>
  /** Null before the first drawing. */
  readonly frame: PlotFrame | null
}

/** Draws `input`; draw again by giving another object. */
export function useLinePlot(input: PlotInput): LinePlotHandle {
  const element = useRef<HTMLDivElement>(null)
  const plot = useRef<LinePlot>(null)
  const [frame, setFrame] = useState<PlotFrame | null>(null)
  const size = useSize(element)

  useLayoutEffect(() => {
    if (element.current === null || size.width === 0) return
    plot.current ??= new LinePlot(element.current, input, (next) =>
      setFrame((known) => (known !== null && sameFrame(known, next) ? known : next)),
    )
    plot.current.update(input)
  }, [input, size])

  useEffect(() => {
    return () => {
      plot.current?.destroy()
      plot.current = null
    }
  }, [])

  useRestyle(() => plot.current?.restyle())
  return { element, plot, frame }
}

function sameFrame(a: PlotFrame, b: PlotFrame): boolean {
  return (
    a.left === b.left &&
    a.top === b.top &&
    a.width === b.width &&
    a.height === b.height &&
    a.log === b.log &&
    a.shown === b.shown &&
    a.total === b.total &&
    a.x[0] === b.x[0] &&
    a.x[1] === b.x[1] &&
    a.y[0] === b.y[0] &&
    a.y[1] === b.y[1]
  )
}
