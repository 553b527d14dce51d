/** What a person should know of a column, by rules over its profile. */
import type { ColumnProfile } from '../../spec/dataset.ts'
import type { Finding, Remedy } from '../../spec/health.ts'
import type { RowFilter } from '../../spec/row-filter.ts'
import { kindShare, mixedShare } from '../kinds/column-kind.ts'
import type { ColumnEvidence } from '../kinds/column-kind.ts'
import { looksLikeId } from './id-columns.ts'
import { notice, rounded, ruled, shortened } from './noticed.ts'

/** Among texts of one language, another is told of that has this share of them at most, and at least this share and number. */
const rareLanguage = { most: 0.1, least: 0.01, texts: 5 }
/** Of larger tables the rows of a language aren't looked for: that takes a tenth of a millisecond each. */
const mostRowsOfLanguage = 200_000

/** Of fewer different values nobody can tell whether they were meant as amounts. */
const leastMixed = 10

/** Cells of another kind than the column's are only part of it. */
export interface MixedKinds {
  readonly as: 'number' | 'date'
  /** Cells that are of that kind, and those that are not. */
  readonly like: number
  readonly unlike: number
}

export interface NoticedColumn extends ColumnProfile {
  /** The file's own name where it was empty or taken. */
  readonly renamedFrom: string | null
  readonly mixed: MixedKinds | null
  /** Whether its times have their offsets from UTC beside them. */
  readonly offsets: boolean
}

/** Whether a column of texts is one of numbers or dates in its larger part. */
export function mixedKinds(
  { present, numbers, dates, distinct }: Pick<ColumnEvidence, 'present' | 'numbers' | 'dates' | 'distinct'>,
  kind: ColumnProfile['kind'],
): MixedKinds | null {
  const as = numbers >= dates ? 'number' : 'date'
  const like = Math.max(numbers, dates)
  const isMixed = like >= mixedShare * present && like < kindShare * present && distinct > leastMixed
  return isMixed && (kind === 'category' || kind === 'text') ? { as, like, unlike: present - like } : null
}

/** All findings about a column. */
export function columnFindings(column: NoticedColumn, rows: number): Finding[] {
  const found = [...aboutNames(column), ...aboutKinds(column), ...aboutOffsets(column), ...aboutLanguages(column, rows)]
  const { name, missing } = column
  const drop: Remedy[] = [{ kind: 'drop-column', column: name }]
  const where: RowFilter = { kind: 'missing', column: name }
  if (missing === rows) return [...found, ruled('needs-you', name, 'allMissing', {}, { remedies: drop })]
  if (column.distinct === 1) {
    const text = shortened(column.examples[0] ?? '')
    found.push(ruled('needs-you', name, 'constant', { text }, { remedies: drop }))
  } else if (column.mixed === null && looksLikeId(column, rows)) {
    found.push(ruled('needs-you', name, 'idLike', {}, { remedies: drop }))
  }
  if (missing === 0) return found
  const params = { count: missing, share: rounded((100 * missing) / rows) }
  const without: Remedy = { kind: 'exclude-where', where, reason: 'found' }
  found.push(
    missing > rows / 2
      ? ruled('needs-you', name, 'mostlyMissing', params, { where, remedies: drop })
      : ruled('mended', name, 'missing', params, { where, remedies: [without, ...drop] }),
  )
  return found
}

function aboutNames({ name, renamedFrom }: NoticedColumn): Finding[] {
  if (renamedFrom === null) return []
  return [notice('mended', name, renamedFrom === '' ? 'namedColumn' : 'renamedColumn', { from: renamedFrom })]
}

/** Moments of different offsets can only be compared as those of one. */
function aboutOffsets({ name, kind, offsets }: NoticedColumn): Finding[] {
  return kind === 'date' && offsets ? [notice('mended', name, 'offsetTimes')] : []
}

/** Languages that few texts are in, where nearly all that can be told are in another. */
function aboutLanguages({ name, texts }: NoticedColumn, rows: number): Finding[] {
  const { looked, found } = texts?.languages ?? { looked: 0, found: [] }
  const told = found.reduce((sum, each) => sum + each.texts, 0)
  const [main, ...others] = found
  if (main === undefined || told < looked / 2) return []
  const { most, least, texts: atLeast } = rareLanguage
  const rare = others.filter((each) => each.texts >= Math.max(atLeast, least * told) && each.texts <= most * told)
  return rare.map((each): Finding => {
    const params = { language: each.language, main: main.language, share: rounded((100 * each.texts) / told) }
    const where: RowFilter = { kind: 'language', column: name, language: each.language }
    const remedies: Remedy[] = [{ kind: 'exclude-where', where, reason: 'found' }]
    return ruled('needs-you', name, 'rareLanguage', params, rows <= mostRowsOfLanguage ? { where, remedies } : {})
  })
}

/** Cells that are not of their column's kind. */
function aboutKinds({ name, kind, unparsed, mixed }: NoticedColumn): Finding[] {
  if (mixed !== null) {
    const { as, like, unlike } = mixed
    const where: RowFilter = { kind: 'unlike', column: name, as }
    const share = rounded((100 * like) / (like + unlike))
    const remedies: Remedy[] = [
      { kind: 'read-as', column: name, as },
      { kind: 'exclude-where', where, reason: 'found' },
    ]
    const key = as === 'number' ? 'mixedNumbers' : 'mixedDates'
    return [ruled('needs-you', name, key, { count: unlike, share }, { where, remedies })]
  }
  if (unparsed === null || (kind !== 'number' && kind !== 'date')) return []
  const where: RowFilter = { kind: 'unlike', column: name, as: kind }
  const params = { count: unparsed.count, row: unparsed.firstRow, text: shortened(unparsed.firstText) }
  const remedies: Remedy[] = [
    { kind: 'exclude-where', where, reason: 'found' },
    { kind: 'read-as', column: name, as: 'category' },
  ]
  return [ruled('mended', name, kind === 'date' ? 'unparsedDates' : 'unparsedNumbers', params, { where, remedies })]
}
