/** Some columns as a message names them: how many, and the first few. */

const listed = 5

export function listedNames(names: Iterable<string>): { count: number; columns: string } {
  const all = [...names]
  return { count: all.length, columns: all.slice(0, listed).join(', ') }
}
