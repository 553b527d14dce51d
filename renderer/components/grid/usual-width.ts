/** How wide a column of a data grid is at first. */

/** Wide enough for the name, within reason; in pixels. */
export function usualWidth(name: string, numeric: boolean): number {
  const wanted = 40 + Array.from(name).reduce((sum, char) => sum + (char.charCodeAt(0) > 0x2e80 ? 14 : 8), 0)
  return Math.min(280, Math.max(numeric ? 96 : 120, wanted))
}
