import { describe, expect, it } from 'vitest'
import { textDecoder } from '../../../../../compute/data/source/decode-text.ts'
import { detectEncoding, wholeCharacters } from '../../../../../compute/data/source/text-encoding.ts'
import { encodeGb18030 } from '../../../../support/encode-gb18030.ts'

const gb18030 = (text: string) => Buffer.from(encodeGb18030(text))

const chinese = '城市,房价,备注\n上海,62000,学区房\n成都,18500,靠近地铁,南北通透\n'
const german = 'Straße;Größe;Äpfel\nMüllerstraße;3,5;süß\nÜberlingen;2,25;öfter geprüft\n'
const french = 'élève,matière,déjà\nZoé,français,été à la forêt\nAnaïs,hébreu,où ça?\n'

describe('the encoding of a text', () => {
  it.each([
    ['UTF-8 with a mark', Buffer.from('\ufeffa,b\n'), 'utf-8'],
    ['UTF-16 little endian with a mark', Buffer.from('\ufeffa,b\n', 'utf16le'), 'utf-16le'],
    ['UTF-16 big endian with a mark', Buffer.from('\ufeffa,b\n', 'utf16le').swap16(), 'utf-16be'],
    ['UTF-16 little endian without a mark', Buffer.from('a,b\n1,2\n', 'utf16le'), 'utf-16le'],
    ['UTF-16 big endian without a mark', Buffer.from('a,b\n1,2\n', 'utf16le').swap16(), 'utf-16be'],
    ['Chinese UTF-16 without a mark', Buffer.from(chinese, 'utf16le'), 'utf-16le'],
    ['Chinese UTF-8', Buffer.from(chinese), 'utf-8'],
    ['Chinese GB18030', gb18030(chinese), 'gb18030'],
    [
      'two Chinese characters in an otherwise plain file',
      gb18030('name,n\nplain,1\n'.repeat(50) + '北京,2\n'),
      'gb18030',
    ],
    ['German Latin-1', Buffer.from(german, 'latin1'), 'latin-1'],
    ['French Latin-1', Buffer.from(french, 'latin1'), 'latin-1'],
    ['one degree sign', Buffer.from('temp\n20 °C\n', 'latin1'), 'latin-1'],
    ['plain ASCII', Buffer.from('a,b\n1,2\n'), 'utf-8'],
  ])('is found for %s', (_, bytes, encoding) => {
    expect(detectEncoding(bytes, true)?.encoding).toBe(encoding)
  })

  it('stays GB18030 when one byte is damaged, so that the damage is told of and not hidden', () => {
    const bytes = gb18030(chinese.repeat(20))
    bytes[bytes.length - 3] = 0xff
    expect(detectEncoding(bytes, true)?.encoding).toBe('gb18030')
  })

  it('is only certain where more than ASCII was seen', () => {
    expect(detectEncoding(Buffer.from('a,b\n'), true)?.certain).toBe(false)
    expect(detectEncoding(Buffer.from('ä,b\n'), true)?.certain).toBe(true)
  })

  it('is none for zero bytes that fit no UTF-16', () => {
    expect(detectEncoding(Buffer.from('a,b\n1,\0\n'), true)).toBeNull()
  })

  it('allows a beginning that ends within a character', () => {
    const bytes = Buffer.from('名称,类')
    expect(detectEncoding(bytes.subarray(0, bytes.length - 1), false)?.encoding).toBe('utf-8')
    expect(wholeCharacters(bytes.subarray(0, bytes.length - 1))).toBe(bytes.length - 3)
    expect(wholeCharacters(bytes)).toBe(bytes.length)
  })
})

describe('textDecoder', () => {
  it('reads Latin-1 as Windows does, alike in every runtime', () => {
    expect(textDecoder('latin-1')(Uint8Array.of(0x80, 0x93, 0xe9, 0x81), true)).toBe('€“é\u0081')
  })

  it('reads characters that are cut by a chunk', () => {
    const bytes = gb18030('价格')
    const decode = textDecoder('gb18030')
    expect(decode(bytes.subarray(0, 1), false) + decode(bytes.subarray(1), true)).toBe('价格')
  })

  it('refuses bytes that are no text', () => {
    expect(() => textDecoder('gb18030')(Uint8Array.of(0xff, 0x41), true)).toThrow(TypeError)
    expect(() => textDecoder('utf-8')(Uint8Array.of(0xc3), true)).toThrow(TypeError)
  })
})
