/** SQL that reads a foreign Parquet file as texts, each value as a person would write it. */
import { sqlText } from './sql-text.ts'

/** The file as a relation. Hive's folders (year=2024) would become columns that the file doesn't have. */
export const parquetSql = (path: string, options = ''): string =>
  `read_parquet(${sqlText(path)}, hive_partitioning = false${options})`

/** Whether values of a type can be written at all. */
export const isTextType = (type: string): boolean => type !== 'BLOB'

/**
 * The columns that can be written as texts: a relation with the columns c0, c1, ….
 * @param types of all fields of the file, in their order
 * @param numbered with `file_row_number` beside them
 */
export function parquetTextsSql(path: string, types: readonly string[], numbered = false): string {
  const used = types.map((type, at) => ({ type, at })).filter(({ type }) => isTextType(type))
  const texts = used.map(({ type, at }, i) => `${valueText(`p${at}`, type)} AS c${i}`)
  const names = types.map((_, at) => `p${at}`)
  if (!numbered) return `(SELECT ${texts.join(', ')} FROM ${parquetSql(path)} AS parquet(${names.join(', ')}))`
  const file = parquetSql(path, ', file_row_number = true')
  return `(SELECT ${[...texts, 'file_row_number'].join(', ')} FROM ${file} AS parquet(${names.join(', ')}, file_row_number))`
}

export function isNested(type: string): boolean {
  return /[[\]]$|^(?:STRUCT|MAP|UNION)\b/.test(type)
}

/** A value of a type as text: times without a zone and in UTC, whole numbers without a point, lists and the like as JSON. */
function valueText(field: string, type: string): string {
  const text = `CAST(${field} AS VARCHAR)`
  if (isNested(type)) return `CAST(to_json(${field}) AS VARCHAR)`
  if (type === 'TIMESTAMP WITH TIME ZONE') return `CAST(make_timestamp(epoch_us(${field})) AS VARCHAR)`
  if (/^TIMESTAMP/.test(type)) return `CAST(CAST(${field} AS TIMESTAMP) AS VARCHAR)`
  if (type === 'DOUBLE' || type === 'FLOAT') {
    const whole = `${field} = trunc(${field}) AND abs(${field}) < 1e15`
    // Programs without missing numbers write NaN for them.
    return `CASE WHEN isnan(${field}) THEN NULL WHEN ${whole} THEN CAST(CAST(${field} AS BIGINT) AS VARCHAR) ELSE ${text} END`
  }
  return text
}
