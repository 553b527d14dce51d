/** Ten thousand real lines in more than a hundred languages, taken apart as Hugging Face's tokenizers takes them apart. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createTokenizer } from '../../../../../compute/data/text/tokenizer.ts'

interface Recorded {
  readonly lines: readonly string[]
  readonly tokenizers: readonly {
    readonly name: string
    readonly definition: object
    /** Two bytes of the SHA-256 of each line's ids, in hexadecimal. */
    readonly hashes: string
    /** The ids of the first few lines. */
    readonly first: readonly (readonly number[])[]
  }[]
}

const file = join(import.meta.dirname, '../../../../fixtures/pretrained/tokenization.json.gz')
const { lines, tokenizers } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as Recorded

const hashOf = (ids: readonly number[]) =>
  createHash('sha256')
    .update(new Uint8Array(Uint32Array.from(ids).buffer))
    .digest('hex')
    .slice(0, 4)

describe('ten thousand lines in Chinese, Japanese, Arabic, Hindi and a hundred more languages, with emoji and controls', () => {
  it('are there, of every script and kind', () => {
    expect(lines).toHaveLength(10_000)
    const kinds = [
      'Script=Han',
      'Script=Hiragana',
      'Script=Hangul',
      'Script=Arabic',
      'Script=Devanagari',
      'Script=Hebrew',
    ]
    for (const kind of [...kinds, 'Script=Thai', 'Script=Cyrillic', 'Emoji_Presentation', 'Mn', 'Cc', 'Cf'])
      expect(lines.filter((line) => new RegExp(`\\p{${kind}}`, 'u').test(line)).length, kind).toBeGreaterThan(40)
  })

  it.each(tokenizers)(
    'are the reference’s tokens, each of them: $name',
    { timeout: 120_000 },
    ({ definition, hashes, first }) => {
      const tokenizer = createTokenizer(definition, {})
      expect(lines.slice(0, first.length).map((line) => tokenizer.encode(line))).toEqual(first)
      const others = lines.filter((line, at) => hashOf(tokenizer.encode(line)) !== hashes.slice(4 * at, 4 * at + 4))
      expect(others).toEqual([])
    },
  )
})
