/**
 * Which way of dividing rows suits a table, and why: the result is to say how the model does on what it will meet later.
 *
 * Rules in order; the first that holds decides (scikit-learn's guide to cross-validation names the same cases).
 */
import { canonicalPart } from '../data/split/part-names.ts'
import type { ColumnProfile, Task } from '../spec/dataset.ts'
import { message, type Message } from '../spec/message.ts'
import { parts, type Part, type SplitMethod } from '../spec/split.ts'

/** Names of columns whose values are someone or something that comes back in several rows. */
const groupNames =
  /(?:^|[^a-z])(?:id|ids|uuid|guid|patient|subject|participant|person|user|customer|client|household|family|session|visitor|device|machine|student|author|speaker)(?:$|[^a-z])|[a-z]I[Dd]$|(?:patient|subject|customer|user|client)(?:id|no|nr)$|编号|病人|患者|被试|用户|客户|学生|设备|会话/i
/** Fewer groups can't be told apart from classes. */
const leastGroups = 10
/** A group has this many rows on average, or hardly anything is torn apart. */
const leastGroupRows = 1.5
/** A time that is missing more often says too little. */
const mostTimesMissing = 0.02
const leastTimes = 10

export interface ChosenSplit {
  readonly method: SplitMethod
  readonly reason: Message
}

interface SplitAsked {
  readonly columns: readonly ColumnProfile[]
  readonly rows: number
  readonly target: string
  readonly task: Task
}

/** The way that a rule asks for, or null: by chance. */
export function chooseSplitMethod(asked: SplitAsked): ChosenSplit | null {
  const others = asked.columns.filter(({ name }) => name !== asked.target)
  return given(others) ?? byTime(others, asked) ?? byGroup(others, asked)
}

/** A column that holds nothing but names of parts, of which it has training and test. */
function given(columns: readonly ColumnProfile[]): ChosenSplit | null {
  for (const column of columns) {
    const labels = column.distribution.map(({ label }) => label)
    if (column.kind !== 'category' || labels.length !== column.distinct) continue
    const values = valuesOfParts(labels)
    const named = parts.reduce((sum, part) => sum + values[part].length, 0)
    if (named < labels.length || values.train.length === 0 || values.test.length === 0) continue
    const method: SplitMethod = { kind: 'given', column: column.name, values }
    return { method, reason: message('advice.reasons.splitGiven', { column: column.name }) }
  }
  return null
}

/** Sorts texts under the parts that they name; others are under none. */
export function valuesOfParts(labels: readonly string[]): Record<Part, string[]> {
  const values: Record<Part, string[]> = { train: [], validation: [], test: [] }
  for (const label of labels) {
    const part = canonicalPart(label)
    if (part !== null) values[part].push(label)
  }
  return values
}

/** An amount beside a date is a forecast more often than not: what comes later must not be known. */
function byTime(columns: readonly ColumnProfile[], { rows, task }: SplitAsked): ChosenSplit | null {
  if (task !== 'regression') return null
  const column = columns.find(
    ({ kind, missing, distinct }) => kind === 'date' && missing <= rows * mostTimesMissing && distinct >= leastTimes,
  )
  if (column === undefined) return null
  const method: SplitMethod = { kind: 'time', column: column.name }
  return { method, reason: message('advice.reasons.splitTime', { column: column.name }) }
}

/** Rows of one person or thing resemble each other: in two parts they would give the answer away. */
function byGroup(columns: readonly ColumnProfile[], { rows }: SplitAsked): ChosenSplit | null {
  const column = columns.find(
    ({ name, kind, distinct, missing }) =>
      (kind === 'category' || kind === 'number' || kind === 'text') &&
      groupNames.test(name) &&
      distinct >= leastGroups &&
      (rows - missing) / distinct >= leastGroupRows,
  )
  if (column === undefined) return null
  const method: SplitMethod = { kind: 'group', column: column.name }
  return { method, reason: message('advice.reasons.splitGroup', { column: column.name, groups: column.distinct }) }
}
