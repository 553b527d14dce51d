/** How many columns of a terminal a text takes: Chinese, Japanese and Korean characters and emoji take two. */

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
/** East Asian wide and fullwidth characters (Unicode Standard Annex 11), and what is drawn as emoji. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18aff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u
const invisible = /^[\p{M}\p{Cf}\p{Cc}]*$/u
/** ANSI escape sequences for colour and weight. */
const styling = /\u001b\[[0-9;]*m/g

/** Columns that the text takes, styling aside. */
export function textWidth(text: string): number {
  let width = 0
  for (const { segment } of graphemes.segment(text.replace(styling, ''))) {
    width += invisible.test(segment) ? 0 : wide.test(segment) ? 2 : 1
  }
  return width
}

/** The text with spaces on its right (or left) until it takes `width` columns. */
export function pad(text: string, width: number, side: 'left' | 'right' = 'right'): string {
  const spaces = ' '.repeat(Math.max(0, width - textWidth(text)))
  return side === 'right' ? text + spaces : spaces + text
}

/** The unstyled text cut to `width` columns, with an ellipsis where something was cut off. */
export function truncate(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  let kept = ''
  for (const { segment } of graphemes.segment(text)) {
    if (textWidth(kept + segment) > width - 1) break
    kept += segment
  }
  return `${kept}…`
}

/** The text broken into lines of at most `width` columns: between words, and between Chinese characters. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of breakable(text)) {
    if (line !== '' && textWidth((line + piece).trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = piece.trimStart()
    } else {
      line += piece
    }
  }
  return [...lines, line.trimEnd()]
}

/** Pieces that may begin a line. A closing punctuation mark stays with what it follows. */
function breakable(text: string): string[] {
  return text.match(/[\u2e80-\u9fff\uf900-\ufaff]\p{P}*|[^\s\u2e80-\u9fff\uf900-\ufaff]+\s*|\s+/gu) ?? []
}
