/** How wide the vectors are that are learned for categories, and of how many (Guo and Berkhahn 2016). */

/** Most categories of a column that vectors are learned for: they share one input, whatever their number. */
export const mostEmbedded = 1000

/** How wide the vectors of so many are: half of that, 50 at most. */
export const embeddingWidth = (numbers: number): number => Math.min(50, Math.floor((numbers + 1) / 2))

/** Vectors of a column of so many different values: one for each, and one for what is missing or was never seen. */
export const embeddedNumbers = (distinct: number): number => Math.min(distinct, mostEmbedded) + 1
