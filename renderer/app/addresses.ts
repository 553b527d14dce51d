/** Addresses that carry values, so that no screen puts one together by hand. */

/** The import preview of a file; `sample` says that it is one of the app's own. */
export function importAddress(path: string, sample?: string): string {
  const query = new URLSearchParams({ path, ...(sample === undefined ? {} : { sample }) })
  return `/import?${query.toString()}`
}

export function datasetAddress(id: string): string {
  return `/data/${encodeURIComponent(id)}`
}

/** The wizard for a dataset. */
export function wizardAddress(datasetId: string): string {
  return `${datasetAddress(datasetId)}/train`
}

export function runAddress(id: string): string {
  return `/runs/${encodeURIComponent(id)}`
}
