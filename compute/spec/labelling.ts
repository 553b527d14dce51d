/** That a label for each word is learned, and what is known of data that has some. */
import { z } from 'zod'

/** A label for each word of a text. The target holds them, as many as there are words, with spaces between like these. */
export const labellingSchema = z.object({
  /** The column of texts; words are what stands between spaces. */
  words: z.string(),
  /** How many different labels there are: what a plan costs follows from it. */
  labels: z.int().min(2),
})
export type Labelling = z.infer<typeof labellingSchema>

/** What two columns tell that hold words and their labels. */
export const labelledFactsSchema = z.object({
  words: z.string(),
  labels: z.string(),
  /** Rows with as many labels as words. */
  rows: z.number(),
  /** Rows whose numbers differ: they are left out. */
  uneven: z.number(),
  /** Words in all rows, different ones, and those of the longest row. */
  count: z.number(),
  vocabulary: z.number(),
  longest: z.number(),
  /** Labels with the words that have them, the most frequent first. */
  labelCounts: z.array(z.object({ label: z.string(), count: z.number() })),
  /** Entities by their types, the most frequent first; null where labels are no tags of entities. */
  entityCounts: z.array(z.object({ type: z.string(), count: z.number() })).nullable(),
  /** The share of words in scripts without spaces. */
  unspaced: z.number(),
})
export type LabelledFacts = z.infer<typeof labelledFactsSchema>
