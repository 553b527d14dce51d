/** How findings about a table are put: what was found, by which rule, in which rows, with what can be done. */
import type { Finding } from '../../spec/health.ts'
import { type MessageParams, message } from '../../spec/message.ts'

type More = Pick<Finding, 'where' | 'remedies' | 'files'>

/** What is only told of. */
export function notice(
  level: Finding['level'],
  column: string | null,
  key: string,
  params: MessageParams = {},
  more: More = {},
): Finding {
  return { level, column, text: message(`data.notice.${key}`, withColumn(column, params)), ...more }
}

/** What was found by a rule that is shown. */
export function ruled(
  level: Finding['level'],
  column: string | null,
  key: string,
  params: MessageParams = {},
  more: More = {},
): Finding {
  const rule = message(`data.rules.${key}`, withColumn(column, params))
  return { ...notice(level, column, key, params, more), rule }
}

const withColumn = (column: string | null, params: MessageParams): MessageParams =>
  column === null ? params : { column, ...params }

/** A share in percent, rounded; under one percent it keeps a digit, so that it doesn't become nothing. */
export function rounded(share: number): number {
  return share < 1 ? Math.max(0.1, Math.round(10 * share) / 10) : Math.round(share)
}

export function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
