/** From bytes in one of our encodings to text, chunk by chunk. */
import type { TextEncoding } from './text-encoding.ts'

/**
 * What Windows puts where ISO 8859-1 has control characters: nearly every file called Latin-1 is really Windows-1252.
 * The runtimes' own decoders disagree here (Node 20 gives control characters, Electron's gives these), so the table is ours.
 */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/**
 * Decodes the next chunk; `last` closes the text. A byte-order mark is dropped.
 * @throws TypeError where the bytes are no text in this encoding
 */
export type TextDecode = (chunk: Uint8Array, last: boolean) => string

/**
 * Makes a decoder for one text.
 * @param strict whether invalid bytes throw; otherwise they become U+FFFD
 */
export function textDecoder(encoding: TextEncoding, strict = true): TextDecode {
  if (encoding === 'latin-1') return (chunk) => latin1(chunk)
  const decoder = new TextDecoder(encoding, { fatal: strict })
  return (chunk, last) => decoder.decode(chunk, { stream: !last })
}

function latin1(chunk: Uint8Array): string {
  const text = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1')

  return text.replace(/[\u0080-\u009f]/g, (control) => windows1252[control.charCodeAt(0) - 0x80]!)
}
