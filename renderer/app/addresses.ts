/** Addresses that carry values, so that no screen puts one together by hand. */

/** What an import preview is to begin with. */
export interface ImportStart {
  /** One of the app's own samples. */
  readonly sample?: string
  /** A workbook's sheet or a database's table. */
  readonly part?: string | undefined
  /** The column for the files' names. */
  readonly fileColumn?: string | undefined
}

/** The import preview of a file, or of several that are one table. */
export function importAddress(paths: readonly string[], start: ImportStart = {}): string {
  const query = new URLSearchParams(paths.map((path) => ['path', path]))
  for (const [name, value] of Object.entries(start)) if (typeof value === 'string') query.append(name, value)
  return `/import?${query.toString()}`
}

export function datasetAddress(id: string): string {
  return `/data/${encodeURIComponent(id)}`
}

/** Whose class a labelling is to begin with. */
export interface LabellingStart {
  readonly column?: string
  /** Examples that this run disputes. */
  readonly run?: string
  /** Imported rows that are to be looked at, from 0. */
  readonly rows?: readonly number[]
  /** Only examples without a class. */
  readonly unlabelled?: boolean
}

export function labellingAddress(datasetId: string, { column, run, rows, unlabelled }: LabellingStart = {}): string {
  const query = new URLSearchParams({
    ...(column === undefined ? {} : { column }),
    ...(run === undefined ? {} : { run, show: 'suspects' }),
    ...(rows === undefined ? {} : { rows: rows.join(','), show: 'found' }),
    ...(unlabelled === true ? { show: 'unlabelled' } : {}),
  }).toString()
  return `${datasetAddress(datasetId)}/label${query === '' ? '' : `?${query}`}`
}

/** The rows of a dataset, its pictures or its recordings: where those of a finding are shown. */
export function rowsAddress(datasetId: string, view: 'rows' | 'files'): string {
  return `${datasetAddress(datasetId)}?view=${view}`
}

/** The history of a dataset. */
export function historyAddress(datasetId: string): string {
  return `${datasetAddress(datasetId)}?view=history`
}

/** Where a dataset came from. */
export function sourceAddress(datasetId: string): string {
  return `${datasetAddress(datasetId)}?view=source`
}

/** The wizard for a dataset; filled in with the settings of a run where one is given. */
export function wizardAddress(datasetId: string, fromRun?: string): string {
  const query = fromRun === undefined ? '' : `?${new URLSearchParams({ from: fromRun }).toString()}`
  return `${datasetAddress(datasetId)}/train${query}`
}

export function runAddress(id: string): string {
  return `/runs/${encodeURIComponent(id)}`
}
