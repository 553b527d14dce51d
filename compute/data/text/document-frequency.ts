/** In how many texts of the training rows a term is: what vocabularies are chosen by. */

/** A column of texts, each once in the dictionary. */
export interface TextColumn {
  readonly codes: Int32Array
  readonly dictionary: readonly string[]
}

/** In so many training rows a term has to be: what is in one or two is learned by heart. */
export function leastTermRows(trainRows: number): number {
  return trainRows < 1000 ? 2 : 3
}

/** Terms of enough training rows with how many rows each is in, most first; those of equal rank by their code units. */
export function documentFrequencies(
  { codes, dictionary }: TextColumn,
  trainRows: Uint32Array,
  termsOf: (text: string) => readonly string[],
): (readonly [term: string, rows: number])[] {
  const rowsOfText = new Uint32Array(dictionary.length)
  for (const row of trainRows) if (codes[row]! >= 0) rowsOfText[codes[row]!]!++
  const rowsWith = new Map<string, number>()
  rowsOfText.forEach((rows, code) => {
    if (rows === 0) return
    for (const term of new Set(termsOf(dictionary[code]!))) rowsWith.set(term, (rowsWith.get(term) ?? 0) + rows)
  })
  const least = leastTermRows(trainRows.length)
  const frequent = [...rowsWith].filter(([, rows]) => rows >= least)
  return frequent.sort(([a, rowsA], [b, rowsB]) => rowsB - rowsA || (a < b ? -1 : 1))
}
