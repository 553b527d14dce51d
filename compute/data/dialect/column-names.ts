/** Names that tell columns apart, whatever the file calls them. */

export interface ColumnName {
  readonly name: string
  /** The file's own name where it was empty or taken and another was given in its place. */
  readonly renamedFrom: string | null
}

/**
 * Characters without width, and those that turn the direction of what follows: with them, names look alike or like others.
 * The two joiners stay: some scripts and emoji are written with them.
 */
const unseen = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g

/** Names of a header: an empty one becomes `column 3`, a repeated one gets a number after it: `price 2`. */
export function nameColumns(header: readonly string[]): ColumnName[] {
  const visible = header.map((text) => text.replace(unseen, '').trim())
  const own = new Set(visible)
  const taken = new Set<string>()
  return visible.map((text, i) => {
    let name = text === '' ? `column ${i + 1}` : text
    const isTaken = () => taken.has(name) || (name !== text && own.has(name))
    for (let n = 2; isTaken(); n++) name = `${text === '' ? `column ${i + 1}` : text} ${n}`
    taken.add(name)
    return { name, renamedFrom: name === text ? null : text }
  })
}

/** Names of the columns of a file without a header. Nothing was renamed: there was no name. */
export function numberColumns(count: number): ColumnName[] {
  return Array.from({ length: count }, (_, i) => ({ name: `column ${i + 1}`, renamedFrom: null }))
}

/**
 * Field names for a columnar file that SQL reads: as the column is called, but also different from each other when
 * upper and lower case are not told apart.
 */
export function fieldNames(names: readonly string[], reserved: readonly string[]): string[] {
  const taken = new Set(reserved.map((name) => name.toLowerCase()))
  const own = new Set(names.map((name) => name.toLowerCase()))
  return names.map((name) => {
    let field = name
    for (let n = 2; taken.has(field.toLowerCase()) || (field !== name && own.has(field.toLowerCase())); n++) {
      field = `${name} ${n}`
    }
    taken.add(field.toLowerCase())
    return field
  })
}
