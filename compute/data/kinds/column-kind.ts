/**
 * What kind a column is, decided from counts over its cells: the same rules for the beginning of a file and for all
 * of it. Each decision carries its reason.
 */
import { type Message, message } from '../../spec/message.ts'
import type { ColumnKind } from '../../spec/table-dialect.ts'
import { shownFormat } from './date-format.ts'

/** What is known of a column's cells. All counts leave out missing ones. */
export interface ColumnEvidence {
  readonly name: string
  readonly present: number
  readonly distinct: number
  /** Cells that are numbers, and those among them without a fraction. */
  readonly numbers: number
  readonly integers: number
  /** Numbers written with a zero in front: 007. */
  readonly leadingZeros: number
  /** Cells that are dates in one of `dateFormats`. */
  readonly dates: number
  readonly dateFormats: readonly string[]
  /** Of cells that are neither: mean length in characters, and how many have white space inside. */
  readonly meanLength: number
  /** Mean number of Chinese and Japanese characters: each of them says about as much as three letters. */
  readonly meanUnspaced: number
  readonly spaced: number
}

export interface DecidedKind {
  readonly kind: ColumnKind
  readonly reason: Message
}

/** A column is of a kind when at least this share of its cells is. The others are taken as missing, and reported. */
export const kindShare = 0.95

/** A column that is of a kind only from this share of its cells on is of mixed kinds: a person says which is meant. */
export const mixedShare = 0.5

/** Names of columns whose whole numbers are labels, not amounts. */
const codeNames =
  /(?:^|[^a-z])(?:code|codes|class|classes|category|label|labels|type|species|cluster|group|zip|zipcode|postcode|target)(?:$|[^a-z])|编码|编号|代码|类别|类型|种类|分类|标签|邮编|性别|组别/i
const dateNames = /date|day|time|日期|时间|年月日/i

/** Whether eight digits in a column of this name may be a date. */
export function isDateName(name: string): boolean {
  return dateNames.test(name)
}

/** Decides a column's kind. */
export function decideKind(evidence: ColumnEvidence): DecidedKind {
  const { present, numbers, dates, distinct } = evidence
  if (present === 0) return { kind: 'category', reason: message('data.kind.allMissing') }
  const compactDate = dates === present && isDateName(evidence.name) && evidence.dateFormats[0] === '%Y%m%d'
  if (dates >= kindShare * present && (numbers < dates || compactDate)) {
    const format = shownFormat(evidence.dateFormats[0] ?? '')
    return { kind: 'date', reason: message('data.kind.date', { format }) }
  }
  if (numbers >= kindShare * present) return numberOrCode(evidence)
  if (isFreeText(evidence)) {
    return { kind: 'text', reason: message('data.kind.text', { distinct, length: Math.round(evidence.meanLength) }) }
  }
  const key = distinct <= 50 ? 'data.kind.fewTexts' : 'data.kind.manyTexts'
  return { kind: 'category', reason: message(key, { count: distinct }) }
}

/** Whole numbers may be codes: with zeros in front, only two of them, or few in a column that is called so. */
function numberOrCode(evidence: ColumnEvidence): DecidedKind {
  const { present, numbers, integers, distinct, leadingZeros, name } = evidence
  if (leadingZeros > present / 20) return { kind: 'category', reason: message('data.kind.leadingZeros') }
  if (integers === numbers && numbers === present && distinct < present) {
    // Two values in a handful of rows say little.
    if (distinct === 2 && present >= 10) return { kind: 'category', reason: message('data.kind.twoNumbers') }
    if (distinct > 2 && distinct <= 50 && codeNames.test(name)) {
      return { kind: 'category', reason: message('data.kind.codes', { count: distinct }) }
    }
  }
  if (numbers === present) return { kind: 'number', reason: message('data.kind.number') }
  return { kind: 'number', reason: message('data.kind.mostlyNumber', { count: present - numbers }) }
}

/** Free text: mostly different, long, and of several words (or of a length that labels in Chinese don't have). */
function isFreeText({ present, distinct, meanLength, meanUnspaced, spaced }: ColumnEvidence): boolean {
  const varied = distinct > 20 && distinct > present / 2
  const length = meanLength + 2 * meanUnspaced
  return varied && length >= 25 && (spaced > present / 2 || length >= 40)
}
