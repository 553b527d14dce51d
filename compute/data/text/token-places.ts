/**
 * Where in a text each of its tokens stands, to the character: what BERT's normaliser leaves out, decomposes or sets apart
 * (control characters, accents, Chinese) is followed back to where it came from.
 */

/** Tokens with the characters that they were made of, from `starts` to before `ends`, in UTF-16 units. */
export interface PlacedTokens {
  readonly ids: Int32Array
  readonly starts: Int32Array
  readonly ends: Int32Array
}

/** What BERT's normaliser does, by the names of tokenizer.json. */
export interface BertNormalizing {
  readonly clean_text?: unknown
  readonly handle_chinese_chars?: unknown
  readonly strip_accents?: unknown
  readonly lowercase?: unknown
}

/** A word's tokens, and how many characters of the word each has: null where that can't be told, as of an unknown word. */
export interface WordPieces {
  readonly ids: readonly number[]
  readonly lengths: readonly number[] | null
}

/** A character as the model sees it, and where it came from. */
interface SeenCharacter {
  readonly text: string
  readonly start: number
  readonly end: number
}

const control = /^[\p{Cc}\p{Cf}\p{Co}\p{Cs}]$/u
const space = /^\s$/u
/** As BERT has it: all of ASCII that is neither letter, digit nor space, and what Unicode calls punctuation. */
const punctuation = /^[\p{P}!-/:-@[-`{-~]$/u
/** Chinese characters that BERT sets apart. */
const chinese =
  /^[\u4E00-\u9FFF\u3400-\u4DBF\u{20000}-\u{2A6DF}\u{2A700}-\u{2B73F}\u{2B740}-\u{2B81F}\u{2B820}-\u{2CEAF}\uF900-\uFAFF\u{2F800}-\u{2FA1F}]$/u

/** What a character becomes; nothing for one that is left out. */
function seenAs(character: string, rules: BertNormalizing): string {
  const kept = character === '\t' || character === '\n' || character === '\r'
  if (rules.clean_text === true && !kept && (character === '\ufffd' || control.test(character))) return ''
  const lowers = rules.lowercase === true
  const strips = rules.strip_accents === true || (lowers && rules.strip_accents !== false)
  const plain = strips ? character.normalize('NFD').replace(/\p{Mn}/gu, '') : character
  return lowers ? plain.toLowerCase() : plain
}

/** Calls back with each word as the model sees it. Marks such as [SEP] that stand in the text are words of their own. */
function eachWord(
  text: string,
  rules: BertNormalizing,
  marks: readonly string[],
  tell: (word: readonly SeenCharacter[]) => void,
): void {
  let word: SeenCharacter[] = []
  const end = () => {
    if (word.length > 0) tell(word)
    word = []
  }
  for (let at = 0; at < text.length;) {
    const mark = marks.find((each) => text.startsWith(each, at))
    if (mark !== undefined) {
      end()
      tell([{ text: mark, start: at, end: at + mark.length }])
      at += mark.length
      continue
    }
    const character = String.fromCodePoint(text.codePointAt(at)!)
    const place = { start: at, end: at + character.length }
    at += character.length
    const alone = rules.handle_chinese_chars !== false && chinese.test(character)
    for (const seen of seenAs(character, rules)) {
      if (space.test(seen)) {
        end()
        continue
      }
      const single = alone || punctuation.test(seen)
      if (single) end()
      word.push({ text: seen, ...place })
      if (single) end()
    }
  }
  end()
}

/**
 * A text's tokens with their places.
 *
 * @param rules of the model's normaliser
 * @param marks tokens that are matched in the text as they are
 * @param piecesOf cuts a word
 */
export function placeTokens(
  text: string,
  rules: BertNormalizing,
  marks: readonly string[],
  piecesOf: (word: string) => WordPieces,
): PlacedTokens {
  const [ids, starts, ends]: [number[], number[], number[]] = [[], [], []]
  eachWord(text, rules, marks, (word) => {
    const { ids: own, lengths } = piecesOf(word.map((each) => each.text).join(''))
    const fits = lengths !== null && word.length === lengths.reduce((sum, length) => sum + length, 0)
    let next = 0
    own.forEach((id, piece) => {
      const length = fits ? lengths[piece]! : word.length
      const first = fits ? next : 0
      ids.push(id)
      starts.push(word[first]!.start)
      ends.push(word[first + length - 1]!.end)
      next += length
    })
  })
  return { ids: Int32Array.from(ids), starts: Int32Array.from(starts), ends: Int32Array.from(ends) }
}
