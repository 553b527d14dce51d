/**
 * Where in a text each of its tokens stands, to the character: what BERT's normaliser leaves out, decomposes or sets apart
 * (control characters, accents, Chinese) is followed back to where it came from.
 */

import { bertForm, type BertForm, isChinese, isPunctuation, isSpace } from './bert-characters.ts'

/** Tokens with the characters that they were made of, from `starts` to before `ends`, in UTF-16 units. */
export interface PlacedTokens {
  readonly ids: Int32Array
  readonly starts: Int32Array
  readonly ends: Int32Array
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

/** What a character becomes in the form that the model reads; nothing for one that is left out. */
const seenAs = (character: string, form: BertForm | null): string =>
  form === null ? character : bertForm(character, { ...form, handle_chinese_chars: false })

/** Calls back with each word as the model sees it. Marks such as [SEP] that stand in the text are words of their own. */
function eachWord(
  text: string,
  form: BertForm | null,
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
    const alone = form?.handle_chinese_chars !== false && isChinese(character)
    for (const seen of seenAs(character, form)) {
      if (isSpace(seen)) {
        end()
        continue
      }
      const single = alone || isPunctuation(seen)
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
 * @param form that the model's normaliser brings texts into; null for one that isn't BERT's
 * @param marks tokens that are matched in the text as they are
 * @param piecesOf cuts a word
 */
export function placeTokens(
  text: string,
  form: BertForm | null,
  marks: readonly string[],
  piecesOf: (word: string) => WordPieces,
): PlacedTokens {
  const [ids, starts, ends]: [number[], number[], number[]] = [[], [], []]
  eachWord(text, form, marks, (word) => {
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
