/**
 * How strongly two columns go along with each other: of numbers Pearson's r and Spearman's ρ, of categories Cramér's V, of numbers
 * and categories the correlation ratio η (Fisher 1925), each as SciPy has it. Rows in which one is missing don't count.
 */
import type { Association } from '../../spec/association.ts'
import type { TextColumn } from '../versions/apply-edits.ts'

/** A column of amounts, NaN where missing, or of categories. */
export type Measured =
  { readonly kind: 'amounts'; readonly values: Float64Array } | ({ readonly kind: 'categories' } & TextColumn)

/** Fewer rows say nothing. */
const leastRows = 3
/** Of more different values than this, or with fewer rows of each, categories tell rows apart and nothing else. */
const mostCategories = 200
const leastRowsOfEach = 2
const tellRowsApart = (categories: number, rows: number) =>
  categories > mostCategories || rows < leastRowsOfEach * categories

/** The measures that suit the two; null where there is none. */
export function associationOf(a: Measured, b: Measured): Omit<Association, 'column'> | null {
  if (a.kind === 'amounts' && b.kind === 'amounts') return ofAmounts(a.values, b.values)
  if (a.kind === 'categories' && b.kind === 'categories') return ofCategories(a, b)
  if (a.kind === 'categories' && b.kind === 'amounts') return ofGroups(a, b.values)
  return a.kind === 'amounts' && b.kind === 'categories' ? ofGroups(b, a.values) : null
}

function ofAmounts(a: Float64Array, b: Float64Array): Omit<Association, 'column'> | null {
  const rows = Array.from(a.keys()).filter((row) => !Number.isNaN(a[row]!) && !Number.isNaN(b[row]!))
  if (rows.length < leastRows) return null
  const [first, second] = [Float64Array.from(rows, (row) => a[row]!), Float64Array.from(rows, (row) => b[row]!)]
  const pearson = correlation(first, second)
  const spearman = correlation(ranks(first), ranks(second))
  return pearson === null || spearman === null ? null : { pearson, spearman }
}

function correlation(a: Float64Array, b: Float64Array): number | null {
  const [meanA, meanB] = [mean(a), mean(b)]
  let [both, ofA, ofB] = [0, 0, 0]
  for (let at = 0; at < a.length; at++) {
    const [x, y] = [a[at]! - meanA, b[at]! - meanB]
    both += x * y
    ofA += x * x
    ofB += y * y
  }
  if (ofA === 0 || ofB === 0) return null
  return Math.max(-1, Math.min(1, both / Math.sqrt(ofA * ofB)))
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Ranks from 1; equal values share the middle of theirs. */
function ranks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!)
  const ranked = new Float64Array(values.length)
  for (let from = 0; from < order.length;) {
    let to = from + 1
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++
    for (let at = from; at < to; at++) ranked[order[at]!] = (from + 1 + to) / 2
    from = to
  }
  return ranked
}

function ofGroups({ codes, dictionary }: TextColumn, values: Float64Array): Omit<Association, 'column'> | null {
  const [sums, counts] = [new Float64Array(dictionary.length), new Float64Array(dictionary.length)]
  let [total, count] = [0, 0]
  codes.forEach((code, row) => {
    const value = values[row]!
    if (code < 0 || Number.isNaN(value)) return
    sums[code]! += value
    counts[code]!++
    total += value
    count++
  })
  const groups = counts.filter((own) => own > 0).length
  if (groups < 2 || tellRowsApart(groups, count) || count < leastRows) return null
  const middle = total / count
  let all = 0
  codes.forEach((code, row) => {
    if (code >= 0 && !Number.isNaN(values[row]!)) all += (values[row]! - middle) ** 2
  })
  const between = sums.reduce(
    (sum, own, at) => sum + (counts[at]! > 0 ? counts[at]! * (own / counts[at]! - middle) ** 2 : 0),
    0,
  )
  return all === 0 ? null : { eta: Math.sqrt(Math.min(1, between / all)) }
}

function ofCategories(a: TextColumn, b: TextColumn): Omit<Association, 'column'> | null {
  const counts = new Map<number, number>()
  const [rowsOf, columnsOf] = [new Float64Array(a.dictionary.length), new Float64Array(b.dictionary.length)]
  const width = b.dictionary.length
  let count = 0
  a.codes.forEach((code, row) => {
    const other = b.codes[row]!
    if (code < 0 || other < 0) return
    const cell = code * width + other
    counts.set(cell, (counts.get(cell) ?? 0) + 1)
    rowsOf[code]!++
    columnsOf[other]!++
    count++
  })
  const used = [rowsOf, columnsOf].map((sums) => sums.filter((sum) => sum > 0).length)
  const [least, most] = [Math.min(...used), Math.max(...used)]
  if (least < 2 || tellRowsApart(most, count) || count < leastRows) return null
  // Of a cell that is empty, what was expected there counts: all of these together are the rows that the others leave.
  let [chi, expectedThere] = [0, 0]
  for (const [cell, found] of counts) {
    const expected = (rowsOf[Math.floor(cell / width)]! * columnsOf[cell % width]!) / count
    chi += (found - expected) ** 2 / expected
    expectedThere += expected
  }
  chi += count - expectedThere
  return { cramersV: Math.sqrt(Math.max(0, chi) / count / (least - 1)) }
}
