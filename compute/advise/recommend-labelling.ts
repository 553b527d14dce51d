/** The recommendation where each word is to be labelled: what reads the sentences, what it has to beat, and the health of the labels. */
import type { Answers, Recommendation } from '../spec/advice.ts'
import type { TableProfile } from '../spec/dataset.ts'
import { byUrgency, type Finding } from '../spec/health.ts'
import { StudioError } from '../spec/errors.ts'
import type { LabelledFacts } from '../spec/labelling.ts'
import { message, type Message } from '../spec/message.ts'
import {
  chooseLabeller,
  choosePublishedLabeller,
  labellerReasons,
  labellerRunnerUp,
  publishedReasons,
} from './choose-labeller.ts'
import type { ModelQuestion } from './choose-model.ts'
import { pretrainedRunnerUp } from './choose-pretrained.ts'
import { chooseSplitMethod } from './choose-split.ts'
import { costOf } from './cost.ts'
import type { MachineSpeed } from './machine-speed.ts'
import { type PretrainedSpec, trainingReasons } from './recommend.ts'
import { advisableRows, firstSeed } from './rules.ts'

/** A type with fewer entities is learned by chance. */
const advisableEntities = 30
/** Types that a finding names. */
const listed = 5

/**
 * Recommends for the answers.
 *
 * @param facts of the words and their labels
 * @param pretrained the published model, where the answers ask for one to read the sentences
 * @throws StudioError `labels-without-words` where the target labels no column's words
 */
export function recommendLabelling(
  profile: TableProfile,
  answers: Answers,
  speed: MachineSpeed,
  facts: LabelledFacts | null,
  pretrained: PretrainedSpec | null = null,
): Recommendation {
  const words = answers.labelling?.words ?? ''
  if (facts === null) throw new StudioError('labels-without-words', { column: answers.target, words })
  const question: ModelQuestion = {
    ...{ task: 'classification', limits: answers.limits, rows: facts.rows, columns: 1, texts: 1 },
    ...{ inputs: facts.longest, outputs: facts.labelCounts.length },
  }
  const { chosen, reasons, second } =
    answers.reader?.kind === 'pretrained'
      ? published(question, facts, pretrained)
      : network(question, answers, facts, speed)
  const asked = { columns: profile.columns, rows: profile.rows, target: answers.target, task: question.task }
  const divided = chooseSplitMethod(asked)
  const split = {
    ...chosen.training.split,
    stratify: false,
    ...(divided === null ? {} : { method: divided.method }),
  }
  const training = { ...chosen.training, split }
  const others = profile.columns.filter(({ name }) => name !== answers.target && name !== facts.words)
  return {
    model: chosen.model,
    training,
    features: [{ column: facts.words, kind: 'text' }],
    labelling: { words: facts.words, labels: facts.labelCounts.length },
    leftOut: others.map(({ name }) => ({ column: name, reason: message('advice.leftOut.besideWords') })),
    reasons: [...reasons, ...trainingReasons(question, { ...chosen, training }, divided)],
    runnerUp: second,
    cost: costOf(chosen.question, speed),
    baseline: baselineOf(facts),
    checks: checkLabels(facts),
  }
}

function network(question: ModelQuestion, { reader }: Answers, facts: LabelledFacts, speed: MachineSpeed) {
  const kind = reader?.kind === 'network' ? reader.network : 'lstm'
  const chosen = chooseLabeller(question, kind, facts, speed, firstSeed)
  return { chosen, reasons: labellerReasons(facts, chosen), second: labellerRunnerUp(chosen) }
}

function published(question: ModelQuestion, facts: LabelledFacts, pretrained: PretrainedSpec | null) {
  if (pretrained === null) throw new Error('the pretrained model of the answers was not given')
  const { model, specFor } = pretrained
  const chosen = choosePublishedLabeller(question, model, specFor, facts, firstSeed)
  const second = pretrainedRunnerUp(chosen)
  return { chosen, reasons: publishedReasons(question, chosen, model.name), second }
}

/** Always the most frequent label, which finds no entity where that is O. */
function baselineOf({ labelCounts, count }: LabelledFacts): Message {
  const { label, count: own } = labelCounts[0] ?? { label: '', count: 0 }
  return message(label === 'O' ? 'advice.baseline.outside' : 'advice.baseline.usualLabel', {
    label,
    share: own / Math.max(1, count),
  })
}

function checkLabels({ rows, uneven, labels, entityCounts, count }: LabelledFacts): Finding[] {
  const say = (level: Finding['level'], text: Message): Finding => ({ level, column: labels, text })
  const rare = (entityCounts ?? []).filter((each) => each.count < advisableEntities)
  const rareNames = rare.slice(0, listed).map(({ type }) => type)
  const rareText = message('advice.labels.rareTypes', {
    count: rare.length,
    types: rareNames.join(', '),
    least: advisableEntities,
  })
  const entities = (entityCounts ?? []).reduce((sum, each) => sum + each.count, 0)
  return [
    rows < advisableRows
      ? say('needs-you', message('advice.labels.fewRows', { count: rows, advisable: advisableRows }))
      : say('fine', message('advice.labels.enough', { rows, words: count })),
    ...(uneven === 0 ? [] : [say('mended', message('advice.labels.uneven', { count: uneven }))]),
    ...(rare.length === 0 ? [] : [say('needs-you', rareText)]),
    ...(entityCounts === null || rare.length > 0
      ? []
      : [say('fine', message('advice.labels.types', { count: entityCounts.length, entities }))]),
  ].sort(byUrgency)
}
