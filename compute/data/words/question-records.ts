/**
 * Questions with the texts that answer them, as the files of SQuAD have them (Rajpurkar et al. 2016, 2018): articles of
 * paragraphs, each with questions, each with the answers that people gave and where they stand. In version 2 some have none.
 */
import { z } from 'zod'
import { charactersBefore, unitsBefore } from '../text/character-places.ts'

const answerSchema = z.looseObject({ text: z.string(), answer_start: z.number() })
const questionSchema = z.looseObject({
  question: z.string(),
  /** Left out where the answers are kept from those who are to be judged. */
  answers: z.array(answerSchema).optional(),
  is_impossible: z.boolean().optional(),
})
const paragraphSchema = z.looseObject({ context: z.string(), qas: z.array(questionSchema) })
const articleSchema = z.looseObject({ title: z.string().optional(), paragraphs: z.array(paragraphSchema) })
const fileSchema = z.looseObject({ data: z.array(articleSchema) })

/** A question, its place in the file, and its answer. */
export interface QuestionRecord {
  readonly title: string
  readonly question: string
  readonly context: string
  /** The first of its answers, as it stands in the context; null where there is none. */
  readonly answer: string | null
  /** Where it begins, in characters from 0. */
  readonly start: number | null
  /** Other answers that are right, too. */
  readonly others: readonly string[]
  /** What is to be said of the place that the file gives. */
  readonly finding: 'moved' | 'not-found' | null
}

/** The questions of a file's JSON. @throws z.ZodError where it is something else */
export function questionRecords(json: unknown): QuestionRecord[] {
  return fileSchema.parse(json).data.flatMap(({ title = '', paragraphs }) =>
    paragraphs.flatMap(({ context, qas }) =>
      qas.map(({ question, answers = [], is_impossible: impossible = false }) => {
        const given = impossible ? [] : answers.filter(({ text }) => text.trim() !== '')
        return { title, question, context, ...placed(context, given) }
      }),
    ),
  )
}

type Answers = readonly z.infer<typeof answerSchema>[]
type Placed = Pick<QuestionRecord, 'answer' | 'start' | 'others' | 'finding'>

function placed(context: string, answers: Answers): Placed {
  const [first, ...rest] = answers
  if (first === undefined) return { answer: null, start: null, others: [], finding: null }
  const others = [...new Set(rest.map(({ text }) => text))].filter((text) => text !== first.text)
  const start = startOf(context, first)
  const found = start ?? nearest(context, first)
  return {
    answer: first.text,
    start: found,
    others,
    finding: found === null ? 'not-found' : start === null ? 'moved' : null,
  }
}

/** Where the answer stands if it is where the file says, counted in characters; null where it isn't. */
function startOf(context: string, { text, answer_start: start }: Answers[number]): number | null {
  if (!Number.isInteger(start) || start < 0) return null
  const units = unitsBefore(context, start)
  return units !== null && context.startsWith(text, units) ? start : null
}

/** The place nearest to where the file says, where the answer stands elsewhere; null where it stands nowhere. */
function nearest(context: string, { text, answer_start: said }: Answers[number]): number | null {
  let best: number | null = null
  for (let units = context.indexOf(text); units >= 0; units = context.indexOf(text, units + 1)) {
    const start = charactersBefore(context, units)
    if (best === null || Math.abs(start - said) < Math.abs(best - said)) best = start
  }
  return best
}
