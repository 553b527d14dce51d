/** The recommendation where questions are to be answered out of passages: which model learns it, what it has to beat, and the health of the answers. */
import type { Answers, Recommendation } from '../spec/advice.ts'
import type { AnsweredFacts } from '../spec/answering.ts'
import type { TableProfile } from '../spec/dataset.ts'
import { byUrgency, type Finding } from '../spec/health.ts'
import { StudioError } from '../spec/errors.ts'
import { message, type Message } from '../spec/message.ts'
import { answererReasons, answererRunnerUp, chooseAnswerer } from './choose-answerer.ts'
import { type ChosenSplit, chooseSplitMethod } from './choose-split.ts'
import { costOf } from './cost.ts'
import type { MachineSpeed } from './machine-speed.ts'
import { type PretrainedSpec, trainingReasons } from './recommend.ts'
import { firstSeed } from './rules.ts'

/** With fewer questions a model learns hardly more than what answers look like. */
const advisableQuestions = 500
/** With fewer passages they can't be divided by passage. */
const leastPassages = 10

/**
 * Recommends for the answers.
 *
 * @param facts of the questions and passages
 * @param pretrained the published model that is to learn it
 * @throws StudioError `answers-without-passages` where the target answers no questions, `answers-need-a-model` without a
 *   published model, `model-kind-unknown` for one that reads no two texts
 */
export function recommendAnswering(
  profile: TableProfile,
  answers: Answers,
  speed: MachineSpeed,
  facts: AnsweredFacts | null,
  pretrained: PretrainedSpec | null,
): Recommendation {
  const { context = '' } = answers.answering ?? {}
  if (facts === null) throw new StudioError('answers-without-passages', { column: answers.target, context })
  if (pretrained === null) throw new StudioError('answers-need-a-model')
  const { model, specFor } = pretrained
  const { segments } = specFor(leastSegmentsLength)
  if (segments < 2)
    throw new StudioError('model-kind-unknown', { path: model.name, kind: `bert, type_vocab_size ${segments}` })
  const answerer = chooseAnswerer({ limits: answers.limits }, model, specFor, facts, firstSeed)
  const { question, chosen, answering } = answerer
  const divided = dividedBy(profile, answers, facts)
  const split = { ...chosen.training.split, stratify: false, ...(divided === null ? {} : { method: divided.method }) }
  const training = { ...chosen.training, split }
  const used = [facts.question, facts.context]
  const others = profile.columns.filter(({ name }) => ![answers.target, ...used].includes(name))
  return {
    model: chosen.model,
    training,
    features: used.map((column) => ({ column, kind: kindOf(profile, column) })),
    answering,
    leftOut: others.map(({ name }) => ({
      column: name,
      reason: message(
        name === facts.start
          ? 'advice.leftOut.answerStart'
          : name === facts.others
            ? 'advice.leftOut.otherAnswers'
            : 'advice.leftOut.besidePassages',
      ),
    })),
    reasons: [
      ...answererReasons(facts, answerer, model.name),
      ...trainingReasons(question, { ...chosen, training }, divided),
    ],
    runnerUp: answererRunnerUp(chosen),
    cost: costOf({ ...chosen.question, training }, speed),
    baseline: baselineOf(facts),
    checks: checkAnswers(facts),
  }
}

/** Any length: how many kinds of segments a model has does not depend on it. */
const leastSegmentsLength = 8

const kindOf = ({ columns }: TableProfile, name: string) =>
  columns.find((column) => column.name === name)?.kind ?? 'text'

/** By a column of parts where there is one; else passages stay whole, so that no test question is about one that was learned from. */
function dividedBy(profile: TableProfile, { target, task }: Answers, facts: AnsweredFacts): ChosenSplit | null {
  const asked = { columns: profile.columns, rows: profile.rows, target, task }
  const chosen = chooseSplitMethod(asked)
  if (chosen !== null) return chosen
  if (facts.passages < leastPassages || facts.passages === facts.rows) return null
  return {
    method: { kind: 'group', column: facts.context },
    reason: message('advice.reasons.splitPassages', { passages: facts.passages }),
  }
}

/** No answer at all, where that is right often; else always the usual place. */
function baselineOf({ rows, unanswerable }: AnsweredFacts): Message {
  return unanswerable > 0
    ? message('advice.baseline.noAnswer', { share: unanswerable / Math.max(1, rows) })
    : message('advice.baseline.usualPlace')
}

function checkAnswers({ rows, lost, unanswerable, passages, answer }: AnsweredFacts): Finding[] {
  const say = (level: Finding['level'], text: Message): Finding => ({ level, column: answer, text })
  return [
    rows < advisableQuestions
      ? say('needs-you', message('advice.answers.fewRows', { count: rows, advisable: advisableQuestions }))
      : say('fine', message('advice.answers.enough', { rows, passages })),
    ...(lost === 0 ? [] : [say('needs-you', message('advice.answers.lost', { count: lost }))]),
    ...(unanswerable === 0 ? [] : [say('fine', message('advice.answers.unanswerable', { count: unanswerable }))]),
  ].sort(byUrgency)
}
