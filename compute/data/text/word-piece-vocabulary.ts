/**
 * BERT's tokeniser from its vocabulary alone (vocab.txt), as the definition that a tokenizer.json would hold.
 *
 * Older checkpoints come without tokenizer.json. What stands here is BertTokenizerFast's own default: clean the text,
 * lower-case and strip accents unless the model is a cased one, split at spaces and punctuation, then WordPiece.
 */

export interface WordPieceOptions {
  /** `do_lower_case` of tokenizer_config.json; accents are stripped along with it. */
  readonly lowercase: boolean
}

const special = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'] as const

/** The definition of a tokeniser with that vocabulary: a token a line, its id the line's number from 0. */
export function wordPieceDefinition(vocabularyText: string, { lowercase }: WordPieceOptions): object {
  const lines = vocabularyText.split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  const vocab: Record<string, number> = Object.fromEntries(lines.map((token, id) => [token, id]))
  const idOf = (token: string) => vocab[token]
  const added = special.flatMap((content) => {
    const id = idOf(content)
    const shared = { content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true }
    return id === undefined ? [] : [{ id, ...shared }]
  })
  const piece = (id: 'A' | 'B', type_id: number) => ({ Sequence: { id, type_id } })
  const mark = (id: string, type_id: number) => ({ SpecialToken: { id, type_id } })
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: added,
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [mark('[CLS]', 0), piece('A', 0), mark('[SEP]', 0)],
      pair: [mark('[CLS]', 0), piece('A', 0), mark('[SEP]', 0), piece('B', 1), mark('[SEP]', 1)],
      special_tokens: Object.fromEntries(
        ['[CLS]', '[SEP]'].map((token) => [token, { id: token, ids: [idOf(token)], tokens: [token] }]),
      ),
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab,
    },
  }
}
