/** What a file really is when it is no text: told by its first bytes, as the formats' own specifications give them. */
/** Of the compound files in which old Office files are, and encrypted new ones. */
const compoundBytes = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

/** A format's first bytes, and what people call it. The names are the same in every language. */
const signatures: readonly { readonly bytes: readonly number[]; readonly format: string }[] = [
  { bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], format: 'PNG' },
  { bytes: [0xff, 0xd8, 0xff], format: 'JPEG' },
  { bytes: [...Buffer.from('GIF8')], format: 'GIF' },
  { bytes: [...Buffer.from('%PDF-')], format: 'PDF' },
  { bytes: [...Buffer.from('SQLite format 3\0')], format: 'SQLite' },
  { bytes: [...Buffer.from('PAR1')], format: 'Parquet' },
  { bytes: [...Buffer.from('ARROW1')], format: 'Arrow' },
  { bytes: [0x1f, 0x8b], format: 'gzip' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], format: 'Zstandard' },
  { bytes: [...Buffer.from('BZh')], format: 'bzip2' },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], format: 'xz' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], format: '7z' },
  { bytes: [...Buffer.from('Rar!')], format: 'RAR' },
  { bytes: [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a], format: 'HDF5' },
  { bytes: [0x93, ...Buffer.from('NUMPY')], format: 'NumPy' },
  { bytes: compoundBytes, format: 'Excel (XLS)' },
  { bytes: [0x50, 0x4b, 0x05, 0x06], format: 'ZIP' },
]

/** Texts that are structured, but are no table of delimited rows. */
const textSignatures: readonly { readonly pattern: RegExp; readonly format: string }[] = [
  { pattern: /^\s*<(?:!doctype html|html)/i, format: 'HTML' },
  { pattern: /^\s*<\?xml/i, format: 'XML' },
  { pattern: /^\s*(?:\{\s*"[^"]*"\s*:|\[\s*(?:\{\s*"[^"]*"\s*:|\[))/, format: 'JSON' },
  { pattern: /^\s*\{\\rtf/, format: 'RTF' },
]

/** The format of a file that is certainly no delimited text, by its first kilobytes; null where it may be one. */
export function foreignFormat(head: Buffer): string | null {
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return zipFormat(head)
  if (startsWith(head, [...Buffer.from('RIFF')]) && head.subarray(8, 12).toString('latin1') === 'WEBP') return 'WebP'
  const byBytes = signatures.find(({ bytes }) => startsWith(head, bytes))
  if (byBytes !== undefined) return byBytes.format
  const text = head
    .subarray(0, 4096)
    .toString('utf8')
    .replace(/^\ufeff/, '')
  return textSignatures.find(({ pattern }) => pattern.test(text))?.format ?? null
}

/** Whether a file is a compound file, by its first bytes. */
export function isCompoundFile(head: Buffer): boolean {
  return startsWith(head, compoundBytes)
}

/**
 * Whether so many of the bytes are control characters that this can't be text in any of our encodings.
 * Tab, line feed, carriage return, form feed and escape are found in texts.
 */
export function looksBinary(head: Uint8Array): boolean {
  let control = 0
  const length = Math.min(head.length, 65_536)
  for (let i = 0; i < length; i++) {
    const byte = head[i]!
    if (byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1b) control++
  }
  return control > Math.max(8, length / 50)
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return head.length >= bytes.length && bytes.every((byte, i) => head[i] === byte)
}

/** Office files are ZIP archives, told by the names of the parts inside. */
function zipFormat(head: Buffer): string {
  const names = head.subarray(0, 8192).toString('latin1')
  if (names.includes('xl/') || names.includes('workbook')) return 'Excel (XLSX)'
  if (names.includes('opendocument.spreadsheet')) return 'OpenDocument (ODS)'
  if (names.includes('[Content_Types].xml')) return 'Office (OOXML)'
  return 'ZIP'
}
