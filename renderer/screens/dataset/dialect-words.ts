/** How a file was read, in one line of words. */
import type { TableDialect } from '../../../compute/spec/table-dialect.ts'
import type { Words } from '../../i18n/words.ts'

/** Names, for locale keys, of the marks that a key can't hold. */
export const markNames: Readonly<Record<string, string>> = {
  ',': 'comma',
  '\t': 'tab',
  ';': 'semicolon',
  '|': 'bar',
  '.': 'point',
  '"': 'double',
  "'": 'single',
  '': 'none',
}

/** How a mark looks, to stand beside its name in a choice. */
const signs: Readonly<Record<string, string>> = {
  ',': ',',
  '\t': '⇥',
  ';': ';',
  '|': '|',
  '"': '"',
  "'": "'",
}

/** A mark's name with the mark itself; `part` is where its names are, such as `delimiters`. */
export function markLabel(part: string, mark: string, text: Words['text']): string {
  const name = text(`import.${part}.${markNames[mark] ?? mark}`)
  if (part === 'decimals') return `${name}  3${mark}14`
  const sign = signs[mark]
  return sign === undefined ? name : `${name}  ${sign}`
}

/** For example "UTF-8, separated by commas, decimal point, with a header". */
export function dialectWords(dialect: TableDialect, text: Words['text']): string {
  return text('dataset.dialect', {
    encoding: text(`import.encodings.${dialect.encoding}`),
    delimiter: text(`import.delimiters.${markNames[dialect.delimiter] ?? ''}`),
    decimal: text(`import.decimals.${markNames[dialect.decimal] ?? ''}`),
    header: text(`import.headers.${dialect.header ? 'yes' : 'no'}`),
  })
}
