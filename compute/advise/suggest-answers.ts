/**
 * Answers the wizard's three questions from the profile, each with the reason, so that a person only has to agree.
 */
import { maxClasses } from '../data/preprocess/target.ts'
import type { DataKind, SuggestedAnswers, TextReader } from '../spec/advice.ts'
import type { AnsweredFacts } from '../spec/answering.ts'
import type { ColumnProfile, Media, TableProfile, Task } from '../spec/dataset.ts'
import type { LabelledFacts } from '../spec/labelling.ts'
import { message, type Message } from '../spec/message.ts'
import type { PretrainedModel } from '../spec/pretrained-model.ts'
import type { SeriesFacts } from '../spec/series-facts.ts'
import { besideFiles, chooseFeatures } from './choose-features.ts'
import { chooseSplitMethod } from './choose-split.ts'
import { columnsInOrder } from './columns-in-order.ts'

/** A number column with no more values than this may as well be classes; AutoGluon and Azure AutoML draw a line near it. */
const mostNumberClasses = 10

/** So many windows, and such a share of distances that are a step, make a table series before all else. */
const [leastWindows, leastRegular] = [50, 0.7]

/** What kind of question a target column poses, and why: texts are classes; numbers are amounts unless they are few. */
export function taskOf(column: ColumnProfile): { task: Task; reason: Message } {
  const params = { column: column.name, distinct: column.distinct }
  if (column.kind !== 'number') {
    const reason = column.distinct === 2 ? 'advice.suggest.taskTwoClasses' : 'advice.suggest.taskClasses'
    return { task: 'classification', reason: message(reason, params) }
  }
  return column.distinct <= mostNumberClasses
    ? { task: 'classification', reason: message('advice.suggest.taskFewNumbers', params) }
    : { task: 'regression', reason: message('advice.suggest.taskManyNumbers', params) }
}

/** Whether a column could be a target at all: it varies, is not free text, and is not a class of its own in each row. */
export function canBeTarget(column: ColumnProfile, rows: number): boolean {
  if (column.distinct < 2 || ['text', 'date', 'image', 'audio'].includes(column.kind)) return false
  return column.kind === 'number' || column.distinct <= Math.min(maxClasses, (rows - column.missing) / 2)
}

/** What a look at the cells, beyond the profile, has found out. */
export interface KnownFacts {
  /** Of the target's series, where it has some. */
  readonly facts?: SeriesFacts | null
  /** Of the words that the target labels, where it does. */
  readonly labelled?: LabelledFacts | null
  /** Of the questions that the target answers, where it does. */
  readonly answered?: AnsweredFacts | null
  /** Published models that are at hand, the newest first. */
  readonly published?: readonly Pick<PretrainedModel, 'id'>[]
  /** The pictures or recordings of a dataset that has some. */
  readonly media?: Media | null
}

/**
 * Suggests answers. The target is the profile's best candidate; without one, the last column that could be a target.
 *
 * @param machine how many processor cores there are: one is left to the rest of the computer
 * @param chosen the target that a person has chosen, or null
 * @param known what else was found out about the dataset
 */
export function suggestAnswers(
  profile: TableProfile,
  machine: { readonly cores: number },
  chosen: string | null = null,
  { facts = null, labelled = null, answered = null, published = [], media = null }: KnownFacts = {},
): SuggestedAnswers {
  if (answered !== null) return suggestAnswering(profile, machine, answered, published, chosen !== null)
  const { columns, rows } = profile
  const target = chosen ?? profile.targetCandidates[0]?.column ?? fallbackTarget(profile)
  const { task, taskReason, targetReason } = judgeTarget(profile, target, chosen !== null)
  if (labelled !== null) return suggestLabels(profile, machine, target, labelled, targetReason)
  const others = chooseFeatures(columns, rows, target, null).features
  const steps = facts === null ? columnsInOrder(columns, target) : []
  const data = withSteps(withSeries(dataKindsOf(profile, { target, task }, media), facts, others), steps, others)
  const forecasts = data[0] === 'sequences' && steps.length === 0
  const threads = threadsFor(machine)
  return {
    answers: {
      data: data[0],
      task: forecasts ? 'regression' : task,
      target,
      features: null,
      ...(data[0] === 'sequences' && !forecasts ? { reader: columnReader } : {}),
      ...(chosen === null && onlyPictures(profile, target) ? { generation: { label: null } } : {}),
      limits: { budget: 'balanced', maxFileMb: null, maxPredictionMs: null, threads },
    },
    reasons: {
      data: dataReason(data[0], profile, facts, steps),
      task: taskReason,
      target: targetReason,
      limits: message('advice.suggest.limits', { threads, cores: machine.cores }),
    },
    possible: { data: [...data], ...(steps.length > 0 ? { reader: columnReader } : {}) },
  }
}

/** Why data is taken as of that kind. @param steps columns that are steps of one sequence */
function dataReason(
  kind: DataKind,
  { rows, columns }: TableProfile,
  facts: SeriesFacts | null,
  steps: readonly string[],
): Message {
  const [first] = steps
  if (first !== undefined) {
    const params = { steps: steps.length, first, last: steps.at(-1) ?? first }
    return message(
      kind === 'sequences' ? 'advice.suggest.columnsAreSteps' : 'advice.suggest.someColumnsAreSteps',
      params,
    )
  }
  return kind === 'sequences' && facts !== null
    ? message('advice.suggest.sequences', { column: facts.window.time, steps: facts.steps, share: facts.regular })
    : message(dataReasons[kind], { rows, columns: columns.length })
}

/** What reads columns in their order, where nobody has said otherwise. */
const columnReader: TextReader = { kind: 'network', network: 'gru' }

/** Columns that are steps of one sequence are taken as such before all else where they are all that there is to learn from. */
function withSteps(
  kinds: readonly [DataKind, ...DataKind[]],
  steps: readonly string[],
  others: readonly unknown[],
): readonly [DataKind, ...DataKind[]] {
  if (steps.length === 0) return kinds
  return steps.length === others.length ? ['sequences', ...kinds] : [...kinds, 'sequences']
}

/** One core is left to the rest of the computer. */
const threadsFor = ({ cores }: { readonly cores: number }): number => Math.min(8, Math.max(1, cores - 1))

/** Where the target has a label for each word of a column. */
function suggestLabels(
  { rows, columns }: TableProfile,
  machine: { readonly cores: number },
  target: string,
  { words, labelCounts }: LabelledFacts,
  targetReason: Message,
): SuggestedAnswers {
  const threads = threadsFor(machine)
  return {
    answers: {
      ...{ data: 'text', task: 'classification', target, features: null, labelling: { words } },
      reader: { kind: 'network', network: 'lstm' },
      limits: { budget: 'balanced', maxFileMb: null, maxPredictionMs: null, threads },
    },
    reasons: {
      data: message('advice.suggest.text', { rows, columns: columns.length }),
      task: message('advice.suggest.taskLabels', { column: target, words, count: labelCounts.length }),
      target: targetReason,
      limits: message('advice.suggest.limits', { threads, cores: machine.cores }),
    },
    possible: { data: ['text'] },
  }
}

/** Where the target answers questions out of passages; without a published model that is at hand, none is suggested. */
function suggestAnswering(
  { rows, columns }: TableProfile,
  machine: { readonly cores: number },
  { answer, question, context, start, others }: AnsweredFacts,
  [published]: readonly Pick<PretrainedModel, 'id'>[],
  isChosen: boolean,
): SuggestedAnswers {
  const threads = threadsFor(machine)
  const params = { column: answer, question, context }
  return {
    answers: {
      ...{ data: 'text', task: 'classification', target: answer, features: null },
      answering: { question, context, start, others },
      ...(published === undefined ? {} : { reader: { kind: 'pretrained', model: published.id } }),
      limits: { budget: 'balanced', maxFileMb: null, maxPredictionMs: null, threads },
    },
    reasons: {
      data: message('advice.suggest.text', { rows, columns: columns.length }),
      task: message('advice.suggest.taskAnswers', params),
      target: message(isChosen ? 'advice.suggest.targetChosen' : 'advice.suggest.targetAnswers', params),
      limits: message('advice.suggest.limits', { threads, cores: machine.cores }),
    },
    possible: { data: ['text'] },
  }
}

const dataReasons = {
  table: 'advice.suggest.table',
  images: 'advice.suggest.images',
  audio: 'advice.suggest.audio',
  mixed: 'advice.suggest.mixed',
  text: 'advice.suggest.text',
  sequences: 'advice.suggest.sequences',
} as const satisfies Record<DataKind, string>

/** What a dataset can be taken as, the best first: texts as a table too, with whatever else it tells of a row. */
function dataKindsOf(
  { columns, rows }: TableProfile,
  { target, task }: { readonly target: string; readonly task: Task },
  media: Media | null,
): readonly [DataKind, ...DataKind[]] {
  if (media !== null) {
    const asked = { columns, rows, target, task }
    const { features } = besideFiles({ columns, rows }, target, media, null, chooseSplitMethod(asked)?.method ?? null)
    const alone = media.kind === 'image' ? 'images' : 'audio'
    return features.length > 1 ? ['mixed', alone] : [alone]
  }
  const { features } = chooseFeatures(columns, rows, target, null)
  const texts = features.filter(({ kind }) => kind === 'text').length
  if (texts === 0) return ['table']
  return texts === features.length ? ['text', 'table'] : ['table', 'text']
}

/** Values in time are taken as such where their moments are dates at mostly even distances, and may be elsewhere. */
function withSeries(
  kinds: readonly [DataKind, ...DataKind[]],
  facts: SeriesFacts | null,
  others: readonly unknown[],
): readonly [DataKind, ...DataKind[]] {
  if (facts === null || facts.windows < leastWindows) return kinds
  const isEven = facts.regular >= leastRegular && facts.window.interval.kind !== 'rows'
  // Without other columns there is nothing to learn from but what was.
  return isEven || others.length === 0 ? ['sequences', ...kinds] : [...kinds, 'sequences']
}

/** The last column that could be a target; beside pictures and recordings rather a class than one of their measures. */
function fallbackTarget({ columns, rows }: TableProfile): string {
  const classes = columns.filter((column) => column.kind === 'category' && canBeTarget(column, rows))
  const beside = columns.some(({ kind }) => kind === 'image' || kind === 'audio') ? classes.at(-1) : undefined
  if (beside !== undefined) return beside.name
  return (columns.findLast((column) => canBeTarget(column, rows)) ?? columns.at(-1))?.name ?? ''
}

/** Whether there is nothing but pictures and what can be measured of them: then more of them is what can be wanted. */
function onlyPictures({ columns }: TableProfile, target: string): boolean {
  const hasPictures = columns.some(({ kind }) => kind === 'image')
  return hasPictures && columns.find(({ name }) => name === target)?.kind !== 'category'
}

/** The task of a target, by the profile's own word on it if it has one, and both reasons. */
function judgeTarget({ columns, targetCandidates }: TableProfile, target: string, isChosen: boolean) {
  const candidate = targetCandidates.find(({ column }) => column === target)
  const column = columns.find(({ name }) => name === target)
  const own = column === undefined ? null : taskOf(column)
  const task: Task = candidate?.task ?? own?.task ?? 'classification'
  const unlisted = message(isChosen ? 'advice.suggest.targetChosen' : 'advice.suggest.targetLast', { column: target })
  return {
    task,
    taskReason: (own?.task === task ? own.reason : candidate?.reason) ?? message('advice.suggest.taskUnknown'),
    targetReason: candidate?.reason ?? unlisted,
  }
}
