/** Addresses that carry values, so that no screen puts one together by hand. */

/** The import preview of a file; `sample` says that it is one of the app's own. */
export function importAddress(path: string, sample?: string): string {
  const query = new URLSearchParams({ path, ...(sample === undefined ? {} : { sample }) })
  return `/import?${query.toString()}`
}

export function datasetAddress(id: string): string {
  return `/data/${encodeURIComponent(id)}`
}

/** The wizard for a dataset; filled in with the settings of a run where one is given. */
export function wizardAddress(datasetId: string, fromRun?: string): string {
  const query = fromRun === undefined ? '' : `?${new URLSearchParams({ from: fromRun }).toString()}`
  return `${datasetAddress(datasetId)}/train${query}`
}

export function runAddress(id: string): string {
  return `/runs/${encodeURIComponent(id)}`
}
