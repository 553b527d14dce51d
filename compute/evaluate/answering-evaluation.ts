/** Judges the answers that a run gives to its test questions: exact matches and F1, beside always answering from the same place. */
import type { PreparedAnswering } from '../data/answering/prepare-answering.ts'
import type { AnswerScoring, FoundAnswer, JudgedAnswer } from '../spec/answering.ts'
import type { AnsweringEvaluation, SpanReport } from '../spec/sequence-evaluation.ts'
import { scoreAnswer, unitsOf, verdictOf } from './answer-scoring.ts'
import { bestAnswer, type ScoredWindow } from './best-answers.ts'
import { spanReport } from './span-report.ts'

export interface JudgedAnswering {
  readonly answering: PreparedAnswering
  /** The windows of the test questions, in the order of the predictions. */
  readonly windows: Uint32Array
}

/** The answer to each test question, in the order of their rows. @param scores windows × steps × 2 */
export function foundAnswers(
  { answering, windows }: JudgedAnswering,
  scores: Float32Array,
): { row: number; found: FoundAnswer }[] {
  const { rowOfWindow, passages, passageOf, feature } = answering
  const perWindow = feature.length * 2
  const ofRow = new Map<number, ScoredWindow[]>()
  windows.forEach((window, at) => {
    const row = rowOfWindow[window]!
    const own = ofRow.get(row) ?? []
    own.push({
      scores: scores.subarray(at * perWindow, (at + 1) * perWindow),
      window: answering.windows[window]!,
      start: answering.startOf(window),
    })
    ofRow.set(row, own)
  })
  return Array.from(ofRow, ([row, own]) => {
    const passage = passageOf[row]!
    const asked = { longest: feature.longest, impossible: answering.impossible }
    return { row, found: bestAnswer(own, passages[passage]!, answering.passageTokens(passage), asked) }
  })
}

/** All right answers of a row; none where its passage doesn't answer it. */
function rightOf({ answers, others }: PreparedAnswering, row: number): string[] {
  const answer = answers[row] ?? null
  return answer === null ? [] : [answer.text, ...others[row]!]
}

/** Every test question with what was found, the least right first. */
export function judgeAnswers(judged: JudgedAnswering, scores: Float32Array): JudgedAnswer[] {
  const { answering } = judged
  const all = foundAnswers(judged, scores).map(({ row, found }) => {
    const score = scoreAnswer(found.answer?.text ?? '', rightOf(answering, row), answering.scoring)
    return {
      row: row + 1,
      question: answering.questions[row]!,
      context: answering.passages[answering.passageOf[row]!]!,
      given: answering.answers[row]!,
      others: [...answering.others[row]!],
      found,
      f1: score.f1,
      verdict: verdictOf(score),
    }
  })
  // Where the model is sure and wrong there is most to be seen.
  return all.sort((a, b) => a.f1 - b.f1 || b.found.probability - a.found.probability || a.row - b.row)
}

/** Which pieces of its passage (words, or characters) an answer is; null for none. */
function placeIn({ answers, passages, passageOf, scoring }: PreparedAnswering, row: number) {
  const answer = answers[row] ?? null
  if (answer === null) return null
  const units = unitsOf(scoring)
  const count = (text: string) => text.match(units)?.length ?? 0
  const first = count(passages[passageOf[row]!]!.slice(0, answer.start))
  return { first, last: first + Math.max(1, count(answer.text)) - 1 }
}

type Place = ReturnType<typeof placeIn>

/** Where the training rows' answers stand most often; of equal ones the first that is met. */
function usualPlace(answering: PreparedAnswering): Place {
  const counts = new Map<string, { place: Place; count: number }>()
  for (const row of answering.rows.train) {
    const place = placeIn(answering, row)
    const key = JSON.stringify(place)
    const known = counts.get(key) ?? { place, count: 0 }
    counts.set(key, known)
    known.count++
  }
  return Array.from(counts.values()).reduce((best, each) => (each.count > best.count ? each : best)).place
}

/** What stands at a place of a passage. */
function textAt(passage: string, place: Place, scoring: AnswerScoring): string {
  if (place === null) return ''
  const found = Array.from(passage.matchAll(unitsOf(scoring))).slice(place.first, place.last + 1)
  const [first, last] = [found[0], found.at(-1)]
  return first === undefined || last === undefined ? '' : passage.slice(first.index, last.index + last[0].length)
}

/** Makes the report. @param scores windows × steps × 2 */
export function answeringEvaluation(judged: JudgedAnswering, scores: Float32Array): AnsweringEvaluation {
  const { answering } = judged
  const { scoring, answers } = answering
  const place = usualPlace(answering)
  const rows = foundAnswers(judged, scores).map(({ row, found }) => ({
    right: rightOf(answering, row),
    hasAnswer: answers[row] !== null,
    predicted: found.answer?.text ?? '',
    baseline: textAt(answering.passages[answering.passageOf[row]!]!, place, scoring),
  }))
  const reportOf = (some: typeof rows) =>
    spanReport({
      right: some.map(({ right }) => right),
      predicted: some.map(({ predicted }) => predicted),
      baseline: some.map(({ baseline }) => baseline),
      scoring,
    })
  const [all, withAnswer, without] = [
    rows,
    rows.filter((row) => row.hasAnswer),
    rows.filter((row) => !row.hasAnswer),
  ].map(reportOf) as [SpanReport, SpanReport, SpanReport]
  const verdicts = { right: 0, partly: 0, wrong: 0 }
  for (const { predicted, right } of rows) verdicts[verdictOf(scoreAnswer(predicted, right, scoring))]++
  return {
    task: 'answering',
    scoring,
    ...all,
    baseline: { ...all.baseline, place },
    answerable: { rows: withAnswer.rows, ...withAnswer.model },
    unanswerable: without.rows === 0 ? null : { rows: without.rows, ...without.model },
    verdicts,
    cut: cutQuestions(judged),
  }
}

/** How many questions have a passage that is read in several pieces. */
function cutQuestions({ answering: { rowOfWindow }, windows }: JudgedAnswering): number {
  const counts = new Map<number, number>()
  for (const window of windows) counts.set(rowOfWindow[window]!, (counts.get(rowOfWindow[window]!) ?? 0) + 1)
  return Array.from(counts.values()).filter((count) => count > 1).length
}
