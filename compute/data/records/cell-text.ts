/** White space around a cell never counts. One definition, for JavaScript and for SQL. */

/** All that `String.prototype.trim` takes away, as one string: what SQL's trim is given, so that both agree. */
export const whiteSpace =
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff'

/** The text without the white space around it. */
export function trimCell(text: string): string {
  return text.trim()
}
