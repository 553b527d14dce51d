/** What is recommended to a person who wants more pictures like those of a dataset. */
import { z } from 'zod'
import { costSchema, limitsSchema } from './advice.ts'
import { findingSchema } from './health.ts'
import { generationSpecSchema } from './generation.ts'
import { messageSchema } from './message.ts'

/** What is answered to the questions: of which classes pictures are to be asked, and the limits. */
export const generationAnswersSchema = z.object({
  /** The column of the classes; null where pictures are not asked for any. */
  label: z.string().nullable(),
  limits: limitsSchema,
})
export type GenerationAnswers = z.infer<typeof generationAnswersSchema>

export const generationCostSchema = z.object({ cost: costSchema, checks: z.array(findingSchema) })
export type GenerationCost = z.infer<typeof generationCostSchema>

/** The networks that are offered: those that suit such pictures, and the article's own. */
export const generativeChoices = ['vae', 'dcgan', 'article-vae', 'article-gan'] as const
export type GenerativeChoice = (typeof generativeChoices)[number]
const choiceSchema = z.enum(generativeChoices)

export const generationRecommendationSchema = generationCostSchema.extend({
  pick: choiceSchema,
  /** What each choice would be trained as here. */
  specs: z.record(choiceSchema, generationSpecSchema),
  /** Why this: facts of these pictures, in the order of their weight. */
  reasons: z.array(messageSchema),
  /** What comes second, and when it would win. */
  runnerUp: z.object({ choice: choiceSchema, when: messageSchema }),
  baseline: messageSchema,
})
export type GenerationRecommendation = z.infer<typeof generationRecommendationSchema>
