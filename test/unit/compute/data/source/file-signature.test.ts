import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { foreignFormat, looksBinary } from '../../../../../compute/data/source/file-signature.ts'

describe('a file that is no text table', () => {
  it.each([
    ['PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0])],
    ['JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10])],
    ['PDF', Buffer.from('%PDF-1.7\n')],
    ['SQLite', Buffer.from('SQLite format 3\0')],
    ['Parquet', Buffer.from('PAR1\x15\x04')],
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0])],
    ['ZIP', Buffer.from('PK\x03\x04\x14\0\0\0\x08\0data.csv', 'latin1')],
    ['Excel (XLSX)', Buffer.from('PK\x03\x04\x14\0\x06\0[Content_Types].xml....xl/workbook.xml', 'latin1')],
    ['Excel (XLS)', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    ['HTML', Buffer.from('<!DOCTYPE html><html>')],
    ['JSON', Buffer.from('[{"a": 1}, {"a": 2}]')],
    ['XML', Buffer.from('<?xml version="1.0"?>')],
  ])('is called %s', (format, head) => {
    expect(foreignFormat(head)).toBe(format)
  })

  it.each(['a,b\n1,2\n', '[x],{y}\n1,2\n', 'BZ,PK\n1,2\n', '<5,>5\n1,2\n'])('is not said of %j', (text) => {
    expect(foreignFormat(Buffer.from(text))).toBeNull()
  })

  it('is told from its control characters where its format is unknown', () => {
    expect(
      looksBinary(deflateSync(Buffer.from('some text that is compressed '.repeat(50)).map((byte, i) => byte + i))),
    ).toBe(true)
    expect(looksBinary(Buffer.from('a\tb\r\nü\x1b[0m'))).toBe(false)
  })
})
