/** Places in texts, in characters as files and Python count them, and in UTF-16 units as JavaScript does. */

/** How many UTF-16 units stand before a character; null where the text is shorter. */
export function unitsBefore(text: string, characters: number): number | null {
  let units = 0
  for (let at = 0; at < characters; at++) {
    const point = text.codePointAt(units)
    if (point === undefined) return null
    units += point > 0xffff ? 2 : 1
  }
  return units
}

/** How many characters stand before a place in UTF-16 units. */
export const charactersBefore = (text: string, units: number): number => Array.from(text.slice(0, units)).length
