/**
 * From the scores of all windows of a passage to its answer, as transformers' postprocess_qa_predictions has it: of each window
 * the twenty best first and last steps are paired, the twenty best answers of all windows are weighed against each other, and
 * against there being none where that may be.
 */
import type { AnswerSpan, FoundAnswer } from '../spec/answering.ts'
import type { PassageWindow } from '../data/answering/passage-windows.ts'
import type { PlacedTokens } from '../data/text/token-places.ts'

/** First and last steps that are paired, and answers that are weighed (transformers' n_best_size). */
const most = 20

/** A window with its row's scores. */
export interface ScoredWindow {
  /** Steps × 2: how well an answer begins and ends at each. The first step stands for no answer. */
  readonly scores: Float32Array
  readonly window: PassageWindow
  /** The step at which the passage begins. */
  readonly start: number
}

interface Candidate {
  readonly score: number
  /** Null for no answer. */
  readonly tokens: { readonly first: number; readonly last: number } | null
}

/** Numbers of the steps with the highest scores of one end, the best first. */
function bestSteps(scores: Float32Array, end: 0 | 1): number[] {
  const steps = Array.from({ length: scores.length / 2 }, (_, step) => step)
  const scoreOf = (step: number) => scores[2 * step + end]!
  return steps.sort((a, b) => scoreOf(b) - scoreOf(a) || a - b).slice(0, most)
}

function candidatesOf({ scores, window: { from, to }, start }: ScoredWindow, longest: number): Candidate[] {
  const isPassage = (step: number) => step >= start && step < start + to - from
  const lasts = bestSteps(scores, 1).filter(isPassage)
  return bestSteps(scores, 0)
    .filter(isPassage)
    .flatMap((first) =>
      lasts
        .filter((last) => last >= first && last - first < longest)
        .map((last) => ({
          score: scores[2 * first]! + scores[2 * last + 1]!,
          tokens: { first: from + first - start, last: from + last - start },
        })),
    )
}

/** The windows' answer. @param impossible whether there may be none */
export function bestAnswer(
  windows: readonly ScoredWindow[],
  passage: string,
  { starts, ends }: PlacedTokens,
  { longest, impossible }: { readonly longest: number; readonly impossible: boolean },
): FoundAnswer {
  const none: Candidate = { score: Math.min(...windows.map(({ scores }) => scores[0]! + scores[1]!)), tokens: null }
  const found = windows.flatMap((window) => candidatesOf(window, longest)).sort((a, b) => b.score - a.score)
  const weighed = [...found.slice(0, most), ...(impossible || found.length === 0 ? [none] : [])]
  const [best = none] = found
  const chosen = impossible && none.score > best.score ? none : best
  const largest = Math.max(...weighed.map(({ score }) => score))
  const sum = weighed.reduce((total, { score }) => total + Math.exp(score - largest), 0)
  const spanOf = ({ tokens }: Candidate): AnswerSpan | null => {
    if (tokens === null) return null
    const [start, end] = [starts[tokens.first]!, ends[tokens.last]!]
    return { text: passage.slice(start, end), start, end }
  }
  return {
    answer: spanOf(chosen),
    probability: Math.exp(chosen.score - largest) / sum,
    otherwise: chosen === none ? spanOf(best) : null,
  }
}
