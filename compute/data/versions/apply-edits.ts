/** What a list of edits makes of rows: pure, so that a version is the same wherever and however often it is made. */
import type { RowEdit, VersionChange } from '../../spec/data-edit.ts'
import type { ColumnKind } from '../../spec/table-dialect.ts'

/** A column as texts. */
export interface TextColumn {
  /** Index into `dictionary` for each row, −1 where missing. */
  readonly codes: Int32Array
  readonly dictionary: readonly string[]
}

export interface EditedRows {
  /** 1 for rows that are left out. */
  readonly excluded: Uint8Array
  /** The columns that an edit names, after all edits. */
  readonly columns: ReadonlyMap<string, TextColumn>
  readonly kinds: Readonly<Record<string, ColumnKind>>
  /** Columns that were not imported, in their order. */
  readonly added: readonly string[]
  /** Columns that are left out. */
  readonly dropped: ReadonlySet<string>
  /** What each edit changed. */
  readonly changes: readonly VersionChange[]
}

/** A column while it is edited. */
class EditedColumn implements TextColumn {
  readonly codes: Int32Array
  readonly dictionary: string[]
  readonly #places: Map<string, number>

  constructor({ codes, dictionary }: TextColumn) {
    this.codes = codes.slice()
    this.dictionary = [...dictionary]
    this.#places = new Map(dictionary.map((text, place) => [text, place]))
  }

  /** The code of a text, which gets one if it has none. */
  codeOf(text: string | null): number {
    if (text === null || text === '') return -1
    const known = this.#places.get(text)
    if (known !== undefined) return known
    this.#places.set(text, this.dictionary.length)
    return this.dictionary.push(text) - 1
  }

  /** Whether a row has the text. */
  has(text: string): boolean {
    const code = this.#places.get(text)
    return code !== undefined && this.codes.includes(code)
  }

  /** Gives rows a text; counts those that had another. */
  set(rows: Iterable<number>, text: string | null): number {
    const code = this.codeOf(text)
    let changed = 0
    for (const row of rows) {
      if (this.codes[row] === code) continue
      this.codes[row] = code
      changed++
    }
    return changed
  }

  /** Gives all rows with one of some texts another; counts them. */
  replace(from: readonly string[], to: string): number {
    const codes = new Set(from.map((text) => this.codeOf(text)))
    return this.set(
      Array.from(this.codes.keys()).filter((row) => codes.has(this.codes[row]!)),
      to,
    )
  }
}

/** Columns that edits name: what `applyEdits` has to be given. */
export function editedColumns(edits: readonly RowEdit[]): string[] {
  return [...new Set(edits.flatMap((edit) => ('column' in edit ? [edit.column] : [])))]
}

/**
 * Applies edits one after the other.
 * @param columns those of `editedColumns`, as imported; empty ones where edits add them
 */
export function applyEdits(
  rows: number,
  columns: ReadonlyMap<string, TextColumn>,
  edits: readonly RowEdit[],
): EditedRows {
  const excluded = new Uint8Array(rows)
  const edited = new Map([...columns].map(([name, column]) => [name, new EditedColumn(column)]))
  const kinds: Record<string, ColumnKind> = {}
  const added = new Set<string>()
  const dropped = new Set<string>()
  const mark = (which: readonly number[], as: 0 | 1): number => {
    const changed = which.filter((row) => excluded[row] !== as)
    for (const row of changed) excluded[row] = as
    return changed.length
  }
  const column = (name: string): EditedColumn => {
    const found = edited.get(name)
    if (found === undefined) throw new TypeError(`column ${name} was not read`)
    return found
  }
  const change = (edit: RowEdit): VersionChange => {
    switch (edit.kind) {
      case 'set-values': {
        const { kind, column: name, value } = edit
        return { kind, column: name, value, count: column(name).set(edit.rows, value) }
      }
      case 'replace-values': {
        const { kind, column: name, from, to } = edit
        const merged = from.length > 1 || column(name).has(to)
        return { kind, column: name, from, to, merged, count: column(name).replace(from, to) }
      }
      case 'exclude':
        return { kind: edit.kind, reason: edit.reason, count: mark(edit.rows, 1) }
      case 'include':
        return { kind: edit.kind, count: mark(edit.rows, 0) }
      case 'add-column':
        added.add(edit.column)
        return edit
      case 'set-kinds':
        Object.assign(kinds, edit.kinds)
        return edit
      case 'drop-columns':
        for (const name of edit.columns) dropped.add(name)
        return edit
    }
  }
  const changes = edits.map(change)
  return { changes, excluded, columns: edited, kinds, added: [...added], dropped }
}
