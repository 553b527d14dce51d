/**
 * The health of data and plan in three states (as in Azure AutoML's guardrails): fine, mended by itself, needs a person.
 */
import { balanceOfColumn } from '../data/health/class-balance.ts'
import { maxCategories } from '../data/preprocess/fit-preprocessing.ts'
import { allotClasses } from '../data/split/allot.ts'
import { leastRows } from '../data/split/divide-rows.ts'
import type { ColumnProfile, TableProfile, Task } from '../spec/dataset.ts'
import { byUrgency, type Finding } from '../spec/health.ts'
import { message, type MessageParams } from '../spec/message.ts'
import { methodOf, type SplitSpec } from '../spec/split.ts'
import type { ChosenFeatures } from './choose-features.ts'
import { advisableRows } from './rules.ts'

/** What the checks look at. */
export interface CheckedPlan {
  readonly profile: TableProfile
  readonly task: Task
  readonly target: ColumnProfile
  readonly features: ChosenFeatures['features']
  readonly split: SplitSpec
}

function notice(
  level: Finding['level'],
  key: string,
  params: MessageParams = {},
  column: string | null = null,
): Finding {
  return { level, column, text: message(`advice.checks.${key}`, params) }
}

/** All checks, the most urgent first. */
export function checkPlan(plan: CheckedPlan): Finding[] {
  const all = [
    ...checkRows(plan),
    ...checkTarget(plan),
    ...(plan.task === 'classification' ? checkClasses(plan) : []),
    ...checkFeatures(plan),
  ]
  return all.sort(byUrgency)
}

function checkRows({ profile, target, split }: CheckedPlan): Finding[] {
  const rows = profile.rows - target.missing
  if (rows < leastRows) return [notice('needs-you', 'tooFewRows', { count: rows, least: leastRows })]
  if (rows < advisableRows) return [notice('needs-you', 'fewRows', { count: rows, advisable: advisableRows })]
  if (methodOf(split).kind !== 'random') return [notice('fine', 'rowsEnough', { rows })]
  const [parts = { test: 0 }] = allotClasses([rows], split)
  return [notice('fine', 'enoughRows', { rows, test: parts.test })]
}

function checkTarget({ profile, target }: CheckedPlan): Finding[] {
  if (target.missing === 0) return [notice('fine', 'targetComplete', {}, target.name)]
  const share = target.missing / Math.max(profile.rows, 1)
  return [notice('mended', 'targetMissing', { count: target.missing, share }, target.name)]
}

/** Rows of each class, as far as the profile lists them; null where it only has ranges of numbers. */
export function classCounts(target: ColumnProfile): { label: string; count: number }[] | null {
  if (target.kind === 'number') return null
  return target.distribution.filter(({ label }) => label !== '').map(({ label, count }) => ({ label, count }))
}

function checkClasses({ target, split }: CheckedPlan): Finding[] {
  const counts = classCounts(target)
  if (counts === null || counts.length === 0) return []
  const rarest = target.rarest ?? counts.reduce((least, each) => (each.count < least.count ? each : least))
  const params = { label: rarest.label, count: rarest.count }
  if (counts.length === 1) return [notice('needs-you', 'oneClass', { label: rarest.label }, target.name)]
  if (rarest.count === 1 && split.stratify) return [notice('needs-you', 'singleRowClass', params, target.name)]
  // Classes that are small or rare are told of beside the plan, by rules that look at its rows (compute/data/health/classes.ts).
  const balance = balanceOfColumn(target)
  const balanced = balance !== null && balance.small === 0 && !balance.unequal
  return balanced ? [notice('fine', 'classesBalanced', { count: counts.length }, target.name)] : []
}

function checkFeatures({ profile, features }: CheckedPlan): Finding[] {
  const chosen = new Set(features.map(({ column }) => column))
  const columns = profile.columns.filter(({ name }) => chosen.has(name))
  const holed = columns.filter(({ missing }) => missing > 0)
  const wide = columns.filter(({ kind, distinct }) => kind === 'category' && distinct > maxCategories)
  const unread = columns.filter(({ unparsed }) => unparsed !== null)
  const missing = holed.reduce((sum, column) => sum + column.missing, 0)
  return [
    ...(features.length === 0 ? [notice('needs-you', 'noFeatures')] : []),
    holed.length === 0
      ? notice('fine', 'nothingMissing')
      : notice('mended', 'missingFilled', { count: holed.length, cells: missing }),
    ...wide.map(({ name, distinct }) => notice('mended', 'rareCategories', { distinct, most: maxCategories }, name)),
    ...unread.map(({ name, unparsed }) => notice('mended', 'unparsed', { count: unparsed?.count ?? 0 }, name)),
  ]
}
