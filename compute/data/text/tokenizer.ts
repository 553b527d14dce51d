/**
 * From texts to the token ids that a pretrained model was trained on, by the model's own definition (tokenizer.json).
 */
import { Tokenizer as Definition } from '@huggingface/tokenizers'
import { z } from 'zod'
import { bertForm, bertWords } from './bert-characters.ts'
import { type PlacedTokens, placeTokens, type WordPieces } from './token-places.ts'

/** Texts as ids of one length, row after row. */
export interface TokenRows {
  /** [rows, length]; shorter texts are filled with the padding id. */
  readonly ids: Int32Array
  /** How many ids of each row are the text's, its marks at both ends included. */
  readonly lengths: Int32Array
  /** How many texts were longer and lost their end. */
  readonly shortened: number
}

export interface Tokenizer {
  /** Ids are below it. */
  readonly vocabularySize: number
  readonly paddingId: number
  /** The marks that the model expects before a text and behind it. */
  readonly marks: { readonly opening: readonly number[]; readonly closing: readonly number[] }
  /** The ids of a text, with the marks that the model expects at its ends. */
  encode(text: string): readonly number[]
  /** The same with what each piece reads like, for showing. */
  tokens(text: string): readonly string[]
  /** Texts in rows of `length` ids. What is too long is cut so that its closing mark stays. */
  encodeRows(texts: readonly string[], length: number): TokenRows
  /** Words of a text as a row of `length` ids, and which of them each word begins with: −1 for one that has none or was cut off. */
  encodeWords(words: readonly string[], length: number): { readonly ids: Int32Array; readonly places: Int32Array }
  /** A text's tokens without marks, and the characters that each was made of. */
  encodePlaces(text: string): PlacedTokens
}

const definitionSchema = z.looseObject({
  normalizer: z.looseObject({ type: z.string() }).nullable().optional(),
  pre_tokenizer: z.looseObject({ type: z.string() }).nullable().optional(),
  model: z.looseObject({
    type: z.string(),
    continuing_subword_prefix: z.string().nullable().optional(),
    unk_token: z.string().nullable().optional(),
    vocab: z.union([z.record(z.string(), z.int()), z.array(z.unknown())]),
  }),
  added_tokens: z.array(z.looseObject({ id: z.int(), content: z.string() })).optional(),
})

/**
 * A tokeniser by its definition.
 *
 * @param definition the parsed tokenizer.json
 * @param config the parsed tokenizer_config.json, or an empty object
 * @throws z.ZodError where it isn't the definition of one
 */
export function createTokenizer(definition: unknown, config: object): Tokenizer {
  const { normalizer, pre_tokenizer, model, added_tokens: added = [] } = definitionSchema.parse(definition)
  const library = new Definition(definition as object, config)
  // The library's own have the tables of whichever Unicode JavaScript has.
  if (library.normalizer !== null && normalizer?.type === 'BertNormalizer')
    library.normalizer.normalize = (text) => bertForm(text, normalizer)
  if (library.pre_tokenizer !== null && pre_tokenizer?.type === 'BertPreTokenizer')
    library.pre_tokenizer.pre_tokenize_text = bertWords
  const words = Array.isArray(model.vocab) ? model.vocab.length : 1 + Math.max(-1, ...Object.values(model.vocab))
  const vocabularySize = Math.max(words, ...added.map(({ id }) => id + 1))
  const paddingId = added.find(({ content }) => content === '[PAD]' || content === '<pad>')?.id ?? 0
  const encode = (text: string) => library.encode(text).ids
  const marks = encode('')
  const [opening, closing] = [marks.slice(0, marks.length >> 1), marks.slice(marks.length >> 1)]
  const pieces = new Map<string, readonly number[]>()
  const piecesOf = (word: string): readonly number[] => {
    const own = pieces.get(word) ?? encode(word).slice(opening.length, -closing.length || undefined)
    pieces.set(word, own)
    return own
  }

  const placed = new Map<string, WordPieces>()
  const placedPieces = (word: string): WordPieces => {
    const known = placed.get(word)
    if (known !== undefined) return known
    const found = library.encode(word)
    const [from, to] = [opening.length, found.ids.length - closing.length]
    const { continuing_subword_prefix: prefix = '##', unk_token: unknown = '[UNK]' } = model
    const own = found.tokens.slice(from, to)
    const lengths = own.map(
      (token, at) =>
        Array.from(at > 0 && prefix !== null && token.startsWith(prefix) ? token.slice(prefix.length) : token).length,
    )
    const pieces = { ids: found.ids.slice(from, to), lengths: own.includes(unknown ?? '') ? null : lengths }
    placed.set(word, pieces)
    return pieces
  }
  const form = normalizer?.type === 'BertNormalizer' ? normalizer : null
  const contents = added.map(({ content }) => content).filter((content) => content !== '')

  return {
    vocabularySize,
    paddingId,
    marks: { opening, closing },
    encode,
    tokens: (text) => library.encode(text).tokens,
    encodeRows: (texts, length) => {
      const ids = new Int32Array(texts.length * length).fill(paddingId)
      const lengths = new Int32Array(texts.length)
      let shortened = 0
      texts.forEach((text, row) => {
        const own = encode(text)
        const fitting = own.length > length ? [...own.slice(0, length - 1), own.at(-1) as number] : own
        if (fitting !== own) shortened++
        ids.set(fitting, row * length)
        lengths[row] = fitting.length
      })
      return { ids, lengths, shortened }
    },
    encodeWords: (words, length) => {
      const ids = new Int32Array(length).fill(paddingId)
      const places = new Int32Array(words.length).fill(-1)
      ids.set(opening)
      let next = opening.length
      for (const [at, word] of words.entries()) {
        const own = piecesOf(word)
        // What is too long is cut between two words.
        if (next + own.length + closing.length > length) break
        if (own.length > 0) places[at] = next
        ids.set(own, next)
        next += own.length
      }
      ids.set(closing, next)
      return { ids, places }
    },
    encodePlaces: (text) => placeTokens(text, form, contents, placedPieces),
  }
}
