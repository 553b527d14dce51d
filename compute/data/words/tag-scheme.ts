/**
 * Tags of entities, and whether they follow a scheme. In IOB2 each entity begins with B-; in IOB1 only one right behind
 * another of its type; in IOBES its last word has E- and a sole one S-.
 */
import { isTag } from '../../spec/entities.ts'

/** What was seen of the tags of many sentences. */
export interface SeenTags {
  /** Labels that are no tags, with the line of the first and how many there are. */
  readonly odd: ReadonlyMap<string, { readonly line: number; readonly count: number }>
  /** Labels in all. */
  readonly labels: number
  /** Tags that go on with an entity that hasn't begun, and the line of the first. */
  readonly notBegun: { readonly count: number; readonly line: number }
  /** Whether most entities begin without B-, as IOB1 has it. */
  readonly beginsWithInside: boolean
}

/** Kept in mind of labels that are no tags. */
const mostOdd = 100

/** Watches the tags of sentences go by. */
export class TagWatch {
  readonly #odd = new Map<string, { line: number; count: number }>()
  #labels = 0
  #begun = 0
  #notBegun = 0
  #line = 0

  /** @param lineOf the line of a word in the file */
  add(labels: readonly string[], lineOf: (word: number) => number): void {
    let before = 'O'
    for (const [at, label] of labels.entries()) {
      this.#labels++
      if (!isTag(label)) this.#addOdd(label, lineOf(at))
      else if (label[0] === 'B' || label[0] === 'S') this.#begun++
      else if (label !== 'O' && !goesOn(before, label)) {
        if (this.#notBegun === 0) this.#line = lineOf(at)
        this.#notBegun++
      }
      before = label
    }
  }

  get seen(): SeenTags {
    return {
      odd: this.#odd,
      labels: this.#labels,
      notBegun: { count: this.#notBegun, line: this.#line },
      beginsWithInside: this.#notBegun > this.#begun,
    }
  }

  #addOdd(label: string, line: number): void {
    const known = this.#odd.get(label)
    if (known !== undefined) known.count++
    else if (this.#odd.size < mostOdd) this.#odd.set(label, { line, count: 1 })
  }
}

/** Whether a tag that is I- or E- goes on with the entity of the tag before it. */
const goesOn = (before: string, label: string): boolean =>
  (before[0] === 'B' || before[0] === 'I') && before.slice(2) === label.slice(2)
