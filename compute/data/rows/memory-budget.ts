/** How large a training table may be to be held in memory. Where it lies doesn't touch the results. */
import { freemem } from 'node:os'

/** Bytes that a table may always have, and that none may have: beside it there are the model, the app and other programs. */
const [least, most] = [64 * 2 ** 20, 512 * 2 ** 20]
/** Share of the memory that is free now. */
const share = 0.25

/** Bytes of features. */
export const memoryBudget = (): number => Math.min(most, Math.max(least, freemem() * share))
