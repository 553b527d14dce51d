/** Which rows of a list are chosen, and which one the keyboard is at. Pure; rows are known by their ids or numbers. */

export interface Selection<Id = string> {
  readonly chosen: ReadonlySet<Id>
  /** The row the keyboard is at. */
  readonly active: Id | null
  /** Where a range begins that Shift extends. */
  readonly anchor: Id | null
}

export const nothingChosen: Selection<never> = { chosen: new Set(), active: null, anchor: null }

/** Goes to a row. `extend`: chooses all from the anchor to it. Otherwise the choice stays as it is. */
export function moveTo<Id>(selection: Selection<Id>, ids: readonly Id[], id: Id, extend: boolean): Selection<Id> {
  if (!extend) return { ...selection, active: id, anchor: id }
  const anchor = selection.anchor ?? selection.active ?? id
  return { chosen: new Set(rangeOf(ids, anchor, id)), active: id, anchor }
}

/** Goes by a number of rows, stopping at the ends; from nowhere to the first or last. */
export function moveBy<Id>(selection: Selection<Id>, ids: readonly Id[], rows: number, extend: boolean): Selection<Id> {
  if (ids.length === 0) return selection
  const at = selection.active === null ? -1 : ids.indexOf(selection.active)
  const wished = at < 0 ? (rows > 0 ? 0 : ids.length - 1) : at + rows
  const next = ids[Math.min(ids.length - 1, Math.max(0, wished))]!
  return moveTo(selection, ids, next, extend)
}

/** Chooses a row, or takes it out of the choice. */
export function toggle<Id>(selection: Selection<Id>, id: Id): Selection<Id> {
  const chosen = new Set(selection.chosen)
  if (!chosen.delete(id)) chosen.add(id)
  return { chosen, active: id, anchor: id }
}

/** What a click does: alone it chooses only this row, with Ctrl or Cmd it toggles, with Shift it chooses a range. */
export function click<Id>(
  selection: Selection<Id>,
  ids: readonly Id[],
  id: Id,
  keys: { readonly toggles: boolean; readonly extends: boolean },
): Selection<Id> {
  if (keys.extends) return moveTo(selection, ids, id, true)
  return keys.toggles ? toggle(selection, id) : { chosen: new Set([id]), active: id, anchor: id }
}

/** Chooses all rows; or none, where all were chosen. */
export function toggleAll<Id>(selection: Selection<Id>, ids: readonly Id[]): Selection<Id> {
  const all = ids.length > 0 && ids.every((id) => selection.chosen.has(id))
  return { ...selection, chosen: new Set(all ? [] : ids) }
}

/** The selection without rows that are not in the list any more. The same object where nothing is to be dropped. */
export function keepListed<Id>(selection: Selection<Id>, ids: readonly Id[]): Selection<Id> {
  const listed = new Set(ids)
  const chosen = [...selection.chosen].filter((id) => listed.has(id))
  const active = selection.active !== null && listed.has(selection.active) ? selection.active : null
  if (chosen.length === selection.chosen.size && active === selection.active) return selection
  return { chosen: new Set(chosen), active, anchor: active }
}

function rangeOf<Id>(ids: readonly Id[], from: Id, to: Id): readonly Id[] {
  const [a, b] = [ids.indexOf(from), ids.indexOf(to)]
  if (a < 0 || b < 0) return [to]
  return ids.slice(Math.min(a, b), Math.max(a, b) + 1)
}
