/** Classes as a person lists them, one a line. Pure. */

/** The names in their order, each once, without white space around them. */
export function namesIn(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((name) => name !== '')
}

/** A name for a column that no other has, whatever the case of its letters. */
export function freeName(usual: string, taken: readonly string[]): string {
  const known = new Set(taken.map((name) => name.toLowerCase()))
  let name = usual
  for (let n = 2; known.has(name.toLowerCase()); n++) name = `${usual} ${n}`
  return name
}
