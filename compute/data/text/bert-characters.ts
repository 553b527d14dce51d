/**
 * The characters that BERT's tokenisers tell apart, as Hugging Face's tokenizers (0.23) does: its tables of marks, punctuation and
 * formats are Unicode 8's, so that what came to Unicode later is none of these to any model that was trained with it.
 */

/** Marks, and letters that are put together of others, that came after Unicode 8, with what lies between them. */
const laterMarks = [
  String.raw`\u07FD\u0897-\u08E1\u09FE\u0AFA-\u0AFF\u0B55\u0C04-\u0C3C\u0D00\u0D3B-\u0D3C\u0D81\u0EBA\u0ECE\u180F-\u1886`,
  String.raw`\u1ABF-\u1AEB\u1DF6-\u1DFB\uA82C\uA8C5\uA8FF\uA9BD\u{105C9}-\u{105E4}\u{10D24}-\u{10F85}\u{11070}-\u{11074}`,
  String.raw`\u{110C2}\u{111C9}\u{111CF}\u{1123E}-\u{11241}\u{1133B}\u{11383}-\u{1145E}\u{1182F}-\u{1612F}\u{16D68}-\u{16F4F}`,
  String.raw`\u{16FE4}\u{1CF00}-\u{1CF46}\u{1E000}-\u{1E6F5}\u{1E944}-\u{1E94A}`,
].join('')

/** Punctuation that came after Unicode 8. */
const laterPunctuation = [
  String.raw`\u061D\u09FD-\u0A76\u0C77-\u0C84\u1B4E-\u1B4F\u1B7D-\u1B7F\u2E43-\u2E5D\u{10D6E}-\u{10F89}\u{113D4}-\u{1145D}`,
  String.raw`\u{11660}-\u{116B9}\u{1183B}-\u{11FFF}\u{12FF1}-\u{12FF2}\u{16D6D}-\u{16FE2}\u{1E5FF}-\u{1E95F}`,
].join('')

/** Formats that came after Unicode 8. */
const laterFormats = String.raw`\u0890\u0891\u08E2\u{110CD}\u{13430}-\u{1343F}`

const unseen = new RegExp(String.raw`[[\p{Cc}\p{Cf}\p{Co}\p{Cs}\uFFFD]--[\t\n\r${laterFormats}]]`, 'gv')
/** Not all of its last range: the reference begins that one a block later than Unicode does. */
const chinese =
  /[\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\u{20000}-\u{2A6DF}\u{2A700}-\u{2B73F}\u{2B740}-\u{2B81F}\u{2B920}-\u{2CEAF}\u{2F800}-\u{2FA1F}]/gu
const withoutLaterMarks = new RegExp(`[^${laterMarks}]+`, 'gu')
const marks = /[\p{Mn}\u1734\u{1171E}]/gu
const punctuation = String.raw`[[\p{P}!-\/:-@\[-\`\{-~\u166D\u{111C9}]--[${laterPunctuation}]]`
const space = String.raw`[[\s\u0085]--[\uFEFF]]`
const words = new RegExp(String.raw`[^${space}${punctuation}]+|${punctuation}`, 'gv')

/** Without accents and other marks: letters taken apart, and the marks of Unicode 8 left out. */
const withoutMarks = (text: string): string =>
  text.replace(withoutLaterMarks, (part) => part.normalize('NFD').replace(marks, ''))

/** What a tokenizer.json says of BERT's way to bring texts into one form. */
export interface BertForm {
  readonly [setting: string]: unknown
  readonly clean_text?: unknown
  readonly handle_chinese_chars?: unknown
  /** Null: where letters are made small. */
  readonly strip_accents?: unknown
  readonly lowercase?: unknown
}

/** A text in the form that a BERT reads. */
export function bertForm(
  text: string,
  { clean_text: cleans = true, handle_chinese_chars: sets = true, strip_accents: strips, lowercase = true }: BertForm,
): string {
  const cleaned = cleans === true ? text.replace(unseen, '').replace(/\s/g, ' ') : text
  const apart = sets === true ? cleaned.replace(chinese, ' $& ') : cleaned
  const plain = (strips ?? lowercase) === true ? withoutMarks(apart) : apart
  return lowercase === true ? plain.toLowerCase() : plain
}

/** Whether a character is set apart from others where Chinese is. */
export const isChinese = (character: string): boolean => character.match(chinese) !== null

const onlySpace = new RegExp(`^${space}$`, 'v')
const onlyPunctuation = new RegExp(`^${punctuation}$`, 'v')
/** Whether a character ends words. */
export const isSpace = (character: string): boolean => onlySpace.test(character)
/** Whether a character is a word by itself. */
export const isPunctuation = (character: string): boolean => onlyPunctuation.test(character)

/** The words and marks of a text that is in that form. */
export const bertWords = (text: string): string[] => text.match(words) ?? []
