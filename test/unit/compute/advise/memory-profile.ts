/** Profiles for tests: of columns given as cells, with the figures that the advice reads. */
import type { Cell, ColumnProfile, TableProfile } from '../../../../compute/spec/dataset.ts'
import { message } from '../../../../compute/spec/message.ts'
import type { ColumnKind } from '../../../../compute/spec/table-dialect.ts'

function profileColumn(name: string, cells: readonly Cell[], kind: ColumnKind): ColumnProfile {
  const present = cells.filter((cell) => cell !== null)
  const counts = new Map<string, number>()
  for (const cell of present) counts.set(String(cell), (counts.get(String(cell)) ?? 0) + 1)
  const numbers = (kind === 'number' ? (present as number[]) : []).toSorted((a, b) => a - b)
  const mean = numbers.reduce((sum, value) => sum + value, 0) / Math.max(numbers.length, 1)
  const frequent = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 23)
  return {
    name,
    kind,
    kindReason: message('test'),
    missing: cells.length - present.length,
    distinct: counts.size,
    unparsed: null,
    numeric:
      numbers.length === 0
        ? null
        : {
            min: numbers[0]!,
            max: numbers.at(-1)!,
            mean,
            std: Math.sqrt(numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / numbers.length),
            median: numbers[numbers.length >> 1]!,
            q1: numbers[numbers.length >> 2]!,
            q3: numbers[(3 * numbers.length) >> 2]!,
          },
    distribution: frequent.map(([label, count]) => ({ label, from: null, to: null, count })),
    examples: frequent.slice(0, 5).map(([label]) => label),
  }
}

/** The profile of a table. A column is of numbers or categories by its cells, unless `kinds` says otherwise. */
export function memoryProfile(
  columns: Readonly<Record<string, readonly Cell[]>>,
  kinds: Readonly<Record<string, ColumnKind>> = {},
): TableProfile {
  const profiles = Object.entries(columns).map(([name, cells]) => {
    const isText = cells.some((cell) => typeof cell === 'string')
    return profileColumn(name, cells, kinds[name] ?? (isText ? 'category' : 'number'))
  })
  return { rows: Object.values(columns)[0]!.length, columns: profiles, notices: [], targetCandidates: [] }
}
