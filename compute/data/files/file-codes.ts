/** Which of a dataset's files are the same, byte by byte. */
import { createHash } from 'node:crypto'
import type { Media } from '../../spec/dataset.ts'
import { leftFiles, openMedia } from './open-media.ts'

/**
 * For each row a code that rows share whose files are the same. Of files that were left where they are the list tells it; of
 * others only those of one size and one checksum are read to see.
 * @param order the file of each row; null where they are in order
 * @throws Error where the files are gone or damaged
 */
export async function fileCodes(
  projectFolder: string,
  media: Pick<Media, 'file'>,
  rows: number,
  order: Uint32Array | null,
): Promise<Int32Array> {
  const place = (row: number) => order?.[row] ?? row
  const codes = new Map<string, number>()
  const codeOf = (key: string) => {
    const code = codes.get(key) ?? codes.size
    codes.set(key, code)
    return code
  }
  const found = new Int32Array(rows)
  const left = await leftFiles(projectFolder, media)
  if (left !== null) return found.map((_, row) => codeOf(left.files[place(row)]?.sha256 ?? ''))
  const pack = await openMedia(projectFolder, media)
  try {
    const sums = Array.from({ length: rows }, (_, row) => pack.sums?.[place(row)] ?? '')
    const counts = new Map<string, number>()
    for (const sum of sums) counts.set(sum, (counts.get(sum) ?? 0) + 1)
    for (const [row, sum] of sums.entries()) {
      const shared = counts.get(sum)! > 1
      found[row] = codeOf(shared ? `${sum} ${digestOf(await pack.read(place(row)))}` : sum)
    }
    return found
  } finally {
    pack.close()
  }
}

const digestOf = (content: Uint8Array) => createHash('sha256').update(content).digest('base64')
