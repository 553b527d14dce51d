/** Sentences out of the lines of a file of labelled words, as they come. */
import type { NumberedLine } from '../source/text-lines.ts'
import { cellsOfLine, type ConllLayout, isEmptyLine, isPassedOver, keptColumns } from './conll-layout.ts'
import { TagWatch } from './tag-scheme.ts'

/** A sentence: for each column of the table its words' cells, in their order. */
export interface Sentence {
  readonly columns: readonly (readonly string[])[]
  /** The line of its first word. */
  readonly line: number
}

/** Words that a sentence may have: what is longer has no empty lines where sentences end. */
export const mostWords = 20_000

/** That a sentence has more words than any has; where it begins. */
export class EndlessSentence extends Error {
  readonly line: number

  constructor(line: number) {
    super(`no end of the sentence that begins in line ${line}`)
    this.name = 'EndlessSentence'
    this.line = line
  }
}

/** Puts sentences together, and watches what is wrong with them. */
export class SentenceReader {
  /** Sentences that were left out since a line in them has more or fewer columns than the others, by the line of it. */
  readonly uneven: number[] = []
  readonly tags = new TagWatch()
  readonly #layout: ConllLayout
  readonly #kept: readonly number[]
  #words: { readonly cells: readonly string[]; readonly line: number }[] = []
  #unevenLine: number | null = null

  constructor(layout: ConllLayout) {
    this.#layout = layout
    this.#kept = keptColumns(layout)
  }

  /** The sentences that end in these lines. @throws EndlessSentence */
  read(lines: readonly NumberedLine[]): Sentence[] {
    const ended: Sentence[] = []
    for (const { text, line } of lines) {
      if (isEmptyLine(text)) ended.push(...this.end())
      else this.#add(text, line)
    }
    return ended
  }

  /** The last sentence, where no empty line ends it. */
  end(): Sentence[] {
    const words = this.#words
    const uneven = this.#unevenLine
    this.#words = []
    this.#unevenLine = null
    if (uneven !== null) {
      this.uneven.push(uneven)
      return []
    }
    const [first] = words
    if (first === undefined) return []
    const labels = words.map(({ cells }) => cells[this.#layout.label]!)
    this.tags.add(labels, (word) => words[word]!.line)
    return [
      { line: first.line, columns: this.#kept.map((column) => words.map(({ cells }) => oneWord(cells[column]!))) },
    ]
  }

  #add(text: string, line: number): void {
    const cells = cellsOfLine(text, this.#layout.separator)
    if (isPassedOver(text, cells, this.#layout)) return
    const { columns, word, label } = this.#layout
    if (cells.length !== columns || cells[word] === '' || cells[label] === '') this.#unevenLine ??= line
    this.#words.push({ cells, line })
    if (this.#words.length > mostWords) throw new EndlessSentence(this.#words[0]!.line)
  }
}

/** Words stand between spaces in the table: one that has some itself (possible where tabs divide columns) keeps unbreakable ones. */
const oneWord = (cell: string): string => (cell === '' ? '_' : cell.replace(/\s/g, '\u00a0'))
