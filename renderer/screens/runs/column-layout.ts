/**
 * The layout of the runs table that a person makes: order, widths and hiding of columns, as the settings keep it.
 *
 * Settings may hold keys of another version: unknown ones are dropped, missing ones go where the table has them.
 */
import type { Settings } from '../../../main/ipc/contract/records.ts'
import { type RunColumnKey, runColumnKeys, runColumns } from './run-columns.ts'

export interface ColumnLayout {
  /** All columns, hidden ones too. */
  readonly order: readonly RunColumnKey[]
  readonly hidden: ReadonlySet<RunColumnKey>
  readonly widths: Readonly<Record<RunColumnKey, number>>
}

export const narrowestColumn = 64
export const widestColumn = 640

type StoredLayout = Pick<Settings['runsTable'], 'hiddenColumns' | 'columnOrder' | 'columnWidths'>

/** Reads the layout out of the settings and repairs it. The name is never hidden. */
export function readLayout(stored: StoredLayout): ColumnLayout {
  const untouched = stored.columnOrder.length === 0
  const hidden = untouched && stored.hiddenColumns.length === 0 ? hiddenAtFirst() : stored.hiddenColumns.filter(isKey)
  const widths = Object.fromEntries(
    runColumnKeys.map((key) => [key, clampWidth(stored.columnWidths[key] ?? runColumns[key].width)]),
  )
  return {
    order: completeOrder(stored.columnOrder),
    hidden: new Set(hidden.filter((key) => key !== 'name')),
    widths: widths as Record<RunColumnKey, number>,
  }
}

/** The layout as the settings keep it. The whole order is written, so that nothing hidden differs from nothing chosen. */
export function storeLayout(layout: ColumnLayout): StoredLayout {
  const resized = runColumnKeys.filter((key) => layout.widths[key] !== runColumns[key].width)
  return {
    hiddenColumns: [...layout.hidden],
    columnOrder: [...layout.order],
    columnWidths: Object.fromEntries(resized.map((key) => [key, layout.widths[key]])),
  }
}

function isKey(key: string): key is RunColumnKey {
  return (runColumnKeys as readonly string[]).includes(key)
}

function hiddenAtFirst(): RunColumnKey[] {
  return runColumnKeys.filter((key) => runColumns[key].hiddenAtFirst)
}

/** The known keys of `stored`, each once; what is missing is put behind its neighbour in the table's own order. */
function completeOrder(stored: readonly string[]): RunColumnKey[] {
  const order = [...new Set(stored.filter(isKey))]
  runColumnKeys.forEach((key, index) => {
    if (order.includes(key)) return
    const before = runColumnKeys[index - 1]
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, key)
  })
  return order
}

function clampWidth(width: number): number {
  return Math.round(Math.min(widestColumn, Math.max(narrowestColumn, width)))
}

/** The columns on show, in order. */
export function visibleColumns(layout: ColumnLayout): RunColumnKey[] {
  return layout.order.filter((key) => !layout.hidden.has(key))
}

/** What a person can do to the layout. */
export type LayoutChange =
  | { readonly kind: 'resize'; readonly key: RunColumnKey; readonly width: number }
  | { readonly kind: 'show'; readonly key: RunColumnKey; readonly shown: boolean }
  /** To the place of `before` (null: the end). */
  | { readonly kind: 'move'; readonly key: RunColumnKey; readonly before: RunColumnKey | null }
  /** One place over the visible columns. */
  | { readonly kind: 'nudge'; readonly key: RunColumnKey; readonly by: -1 | 1 }
  | { readonly kind: 'reset' }

/** The layout after a change. */
export function changeLayout(layout: ColumnLayout, change: LayoutChange): ColumnLayout {
  switch (change.kind) {
    case 'resize':
      return { ...layout, widths: { ...layout.widths, [change.key]: clampWidth(change.width) } }
    case 'show': {
      const hidden = new Set(layout.hidden)
      if (change.shown) hidden.delete(change.key)
      else if (change.key !== 'name') hidden.add(change.key)
      return { ...layout, hidden }
    }
    case 'move':
      return { ...layout, order: moveBefore(layout.order, change.key, change.before) }
    case 'nudge':
      return nudge(layout, change.key, change.by)
    case 'reset':
      return readLayout({ hiddenColumns: [], columnOrder: [], columnWidths: {} })
  }
}

function moveBefore(order: readonly RunColumnKey[], key: RunColumnKey, before: RunColumnKey | null): RunColumnKey[] {
  if (key === before) return [...order]
  const rest = order.filter((other) => other !== key)
  rest.splice(before === null ? rest.length : rest.indexOf(before), 0, key)
  return rest
}

function nudge(layout: ColumnLayout, key: RunColumnKey, by: -1 | 1): ColumnLayout {
  const visible = visibleColumns(layout)
  const place = visible.indexOf(key)
  const target = visible[by === -1 ? place - 1 : place + 2] ?? null
  if (place < 0 || place + by < 0 || place + by >= visible.length) return layout
  return { ...layout, order: moveBefore(layout.order, key, target) }
}
