/**
 * How a file of labelled words is laid out: a word a line with its labels beside it, sentences apart by empty lines.
 *
 * CoNLL's shared tasks began it; since then files have two columns or ten, tabs or spaces, numbers of words in front,
 * comments, and lines that begin a document. Which column holds the words and which the labels is told from what is in them.
 */
import { isTag } from '../../spec/entities.ts'

export interface ConllLayout {
  readonly separator: 'tab' | 'spaces'
  /** Columns of a line. */
  readonly columns: number
  /** Which column holds the words: the first that doesn't only number them. */
  readonly word: number
  /** Which column holds the labels: the last one of tags, else the last one that says anything. */
  readonly label: number
  /** Which column numbers the words of each sentence; null where none does. */
  readonly counter: number | null
}

/** Lines that are neither a word nor the end of a sentence. */
const documentStart = /^-DOCSTART-(?:\s|$)/
/** CoNLL-U numbers words that were written as one (2-3) and words that weren't written (2.1). */
const noWordNumber = /^\d+[-.]\d+$/
const universalNames = ['id', 'word', 'lemma', 'upos', 'xpos', 'feats', 'head', 'deprel', 'deps', 'misc']
/** Of the lines at the beginning, so many are of one length. */
const alike = 0.9
/** Fewer sentences may be a table with a gap. */
const leastSentences = 2

export const isEmptyLine = (line: string): boolean => line.trim() === ''

/** The cells of a line. */
export const cellsOfLine = (line: string, separator: ConllLayout['separator']): string[] =>
  separator === 'tab' ? line.split('\t').map((cell) => cell.trim()) : line.trim().split(/[ \t]+/)

/** Whether a line is to be passed over: a document's beginning, a comment, or what is no word of its own. */
export function isPassedOver(line: string, cells: readonly string[], layout: ConllLayout): boolean {
  if (documentStart.test(line)) return true
  if (line.startsWith('#') && (layout.counter !== null || cells.length !== layout.columns)) return true
  return layout.counter !== null && noWordNumber.test(cells[layout.counter] ?? '')
}

/** The layout of some lines, the first of a file; null where they are no words with labels beside them. */
export function findLayout(lines: readonly string[]): ConllLayout | null {
  const filled = lines.filter((line) => !isEmptyLine(line) && !documentStart.test(line))
  const plain = filled.filter((line) => !line.startsWith('# '))
  if (plain.length === 0) return null
  const separator = plain.filter((line) => line.includes('\t')).length > plain.length / 2 ? 'tab' : 'spaces'
  const cells = plain.map((line) => cellsOfLine(line, separator))
  const columns = usualLength(cells)
  const fitting = cells.filter(({ length }) => length === columns)
  if (columns < 2 || fitting.length < alike * cells.length) return null
  const counter = columns > 2 && numbersWords(lines, separator, columns) ? 0 : null
  const word = counter === null ? 0 : 1
  return { separator, columns, word, label: labelColumn(fitting, word, columns), counter }
}

/** Whether lines are surely labelled words, whatever the file is called: sentences apart by empty lines, and tags of entities. */
export function areLabelledWords(lines: readonly string[]): boolean {
  const layout = findLayout(lines)
  if (layout === null) return false
  let sentences = 0
  lines.forEach((line, at) => {
    if (isEmptyLine(line) && !isEmptyLine(lines[at - 1] ?? '') && !isEmptyLine(lines[at + 1] ?? '')) sentences++
  })
  const labels = lines.flatMap((line) => {
    const cells = cellsOfLine(line, layout.separator)
    const label = cells[layout.label]
    return isEmptyLine(line) || isPassedOver(line, cells, layout) || label === undefined ? [] : [label]
  })
  const tags = labels.filter(isTag).length
  return sentences + 1 >= leastSentences && tags >= alike * labels.length && labels.some((label) => label !== 'O')
}

/** What the table's columns are called: the words, the labels, and what else there is, by CoNLL-U's names where it is that. */
export function columnNames(layout: ConllLayout): string[] {
  const { columns, word, label, counter } = layout
  const universal = columns === universalNames.length && counter === 0
  return keptColumns(layout).map((column) => {
    if (column === word) return 'words'
    if (column === label) return 'labels'
    return universal ? universalNames[column]! : `column ${column + 1}`
  })
}

/** The columns that a table has, the words first and the labels last. */
export function keptColumns({ columns, word, label, counter }: ConllLayout): number[] {
  const others = Array.from({ length: columns }, (_, column) => column).filter(
    (column) => column !== word && column !== label && column !== counter,
  )
  return [word, ...others, label]
}

function usualLength(cells: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>()
  for (const { length } of cells) counts.set(length, (counts.get(length) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0
}

/** Whether each sentence's first column counts from 1 (or 0) on. */
function numbersWords(lines: readonly string[], separator: ConllLayout['separator'], columns: number): boolean {
  let [expected, counted]: [number | null, number] = [null, 0]
  for (const line of lines) {
    if (isEmptyLine(line)) {
      expected = null
      continue
    }
    const [first = '', ...rest] = cellsOfLine(line, separator)
    if (rest.length + 1 !== columns || noWordNumber.test(first)) continue
    if (!/^\d+$/.test(first)) return false
    const number = Number(first)
    if (expected === null ? number > 1 : number !== expected) return false
    expected = number + 1
    counted++
  }
  return counted > 0
}

function labelColumn(cells: readonly (readonly string[])[], word: number, columns: number): number {
  const behind = Array.from({ length: columns - word - 1 }, (_, at) => columns - 1 - at)
  const valuesOf = (column: number) => cells.map((row) => row[column]!)
  const tagged = behind.find((column) => {
    const values = valuesOf(column)
    return values.filter(isTag).length >= alike * values.length && values.some((value) => value !== 'O')
  })
  return tagged ?? behind.find((column) => new Set(valuesOf(column)).size > 1) ?? columns - 1
}
