/**
 * Which columns look like what is to be predicted: by their names, their place and their values. The reason given is
 * the strongest one.
 */
import type { ColumnProfile, TargetCandidate, Task } from '../../spec/dataset.ts'
import { message } from '../../spec/message.ts'
import { isTag } from '../../spec/entities.ts'
import { looksLikeId } from './id-columns.ts'

/** A class needs examples, and a table of classes has far fewer of them than rows. */
const mostClasses = 100

const targetNames =
  /^(?:y|target|label|labels|class|classes|outcome|result|response|species|diagnosis|survived|churn|churned|default|approved|fraud|spam|win|winner|quality|grade|score|rating|目标|类别|类型|种类|物种|标签|结果|分类|品种|品类|等级|质量|评分|得分|诊断|流失|违约|是否.*)$/i
const amountNames =
  /(?:^|[^a-z])(?:price|cost|amount|sales|revenue|income|salary|wage|value|progression|demand|consumption|yield|delay|duration|(?:air|travel|wait|waiting|response|delivery|lead)_time|medv)(?:$|[^a-z])|价格|房价|售价|销量|销售额|收入|工资|产量|费用|金额|用量|时长/i

/** More than any other column has: nothing else is written in tags. */
const labelsScore = 20

interface Rated extends TargetCandidate {
  readonly score: number
}

/** Candidates, best first; at most five. */
export function targetCandidates(columns: readonly ColumnProfile[], rows: number): TargetCandidate[] {
  const rated = columns.flatMap((column, i) => {
    const task = possibleTask(column, rows)
    return task === null ? [] : [rate(column, task, i === columns.length - 1)]
  })
  // Sorting is stable: among equals the later column is the more usual place for an answer.
  const best = rated.reverse().sort((a, b) => b.score - a.score)
  return best.slice(0, 5).map(({ column, task, reason }) => ({ column, task, reason }))
}

/** The candidates, with the column that is known to tell the classes before the others. */
export function classesFirst(candidates: readonly TargetCandidate[], classes: string | null): TargetCandidate[] {
  const own = candidates.filter(({ column }) => column === classes)
  return [...own, ...candidates.filter(({ column }) => column !== classes)]
}

/** Whether a column's texts are nothing but tags of words. */
function holdsTags({ examples }: ColumnProfile): boolean {
  const labels = examples.flatMap((example) => example.split(' '))
  return labels.every(isTag) && labels.some((label) => label !== 'O')
}

/** What predicting the column would be; null for ids, constants, dates, texts (unless they are tags) and classes without examples. */
function possibleTask(column: ColumnProfile, rows: number): Task | null {
  if (column.distinct < 2 || looksLikeId(column, rows)) return null
  const present = rows - column.missing
  if (column.kind === 'text') return holdsTags(column) ? 'classification' : null
  if (column.kind === 'number') return 'regression'
  if (column.kind !== 'category') return null
  return column.distinct <= Math.min(mostClasses, present / 2) ? 'classification' : null
}

function rate(column: ColumnProfile, task: Task, last: boolean): Rated {
  const { name: title, distinct } = column
  if (column.kind === 'text') {
    return { column: title, task, reason: message('data.target.labels', { name: title }), score: labelsScore }
  }
  const name = title.trim()
  const classes = task === 'classification'
  const named = targetNames.test(name) || (classes && /(?:^|[_ ])(?:class|label|target|species)$/i.test(name))
  const amount = task === 'regression' && amountNames.test(name)
  const few = classes && distinct <= 10
  // A whole number of few values is rather something counted than an answer.
  const discrete = !classes && distinct <= 10
  const score =
    (named ? 8 : 0) +
    (amount ? 5 : 0) +
    (last ? 4 : 0) +
    (few ? 2 : 0) +
    (classes && !few ? -1 : 0) -
    (discrete ? 1 : 0)
  return { column: title, task, reason: reason({ named, amount, last, classes, distinct, name: title }), score }
}

function reason(facts: {
  named: boolean
  amount: boolean
  last: boolean
  classes: boolean
  distinct: number
  name: string
}) {
  const { named, amount, last, classes, distinct, name } = facts
  const params = { name, count: distinct }
  if (named) return message(classes ? 'data.target.namedClasses' : 'data.target.namedNumber', params)
  if (amount) return message('data.target.amount', params)
  if (last) return message(classes ? 'data.target.lastClasses' : 'data.target.lastNumber', params)
  return message(classes ? 'data.target.classes' : 'data.target.number', params)
}
