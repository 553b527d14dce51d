/** Curves as they are: neither smoothed nor on a logarithmic scale. */
export const plainView = { smoothing: 0, logScale: false } as const
