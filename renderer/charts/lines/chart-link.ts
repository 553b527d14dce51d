/**
 * What charts side by side share: where the person points, what is pinned, which part of x is zoomed in on,
 * and which curve is in focus. Each of them draws it from here.
 */
import { useState } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Interval } from '../maths/scale.ts'

export interface ChartLinkState {
  /** In units of x. */
  readonly hover: number | null
  readonly pinned: number | null
  readonly zoom: Interval | null
  readonly focusedCurve: string | null
}

export type ChartLink = StoreApi<ChartLinkState>

/** A link for charts that have the same x. */
export function createChartLink(): ChartLink {
  return createStore<ChartLinkState>(() => ({ hover: null, pinned: null, zoom: null, focusedCurve: null }))
}

/** A link that lives as long as the component. */
export function useChartLink(): ChartLink {
  return useState(createChartLink)[0]
}

/** What the link says now; the component is drawn again when that changes. */
export function useLinkState<Part>(link: ChartLink, select: (state: ChartLinkState) => Part): Part {
  return useStore(link, select)
}

/** An interval moved and cut to fit into `whole`; null when it is all of it. */
export function fitZoom(wished: Interval, whole: Interval): Interval | null {
  const span = Math.min(wished[1] - wished[0], whole[1] - whole[0])
  const from = Math.min(Math.max(wished[0], whole[0]), whole[1] - span)
  return span >= (whole[1] - whole[0]) * 0.999 ? null : [from, from + span]
}

/** The zoom after drawing nearer (factor below 1) or farther around a place. */
export function zoomAround(current: Interval, whole: Interval, place: number, factor: number): Interval | null {
  const from = place - (place - current[0]) * factor
  return fitZoom([from, from + (current[1] - current[0]) * factor], whole)
}
