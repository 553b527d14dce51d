/** Zips with something changed: in the zip's own bytes, or inside of one of its entries. */
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import yauzl from 'yauzl'
import { mutated } from './changed-bytes.ts'

export type Parts = readonly (readonly [name: string, content: Buffer])[]

/** The entries of a zip. */
export async function unzipped(bytes: Buffer): Promise<Parts> {
  const zip = await yauzl.fromBufferPromise(bytes)
  const parts: [string, Buffer][] = []
  for await (const entry of zip.eachEntry())
    parts.push([entry.fileName, await buffer(await zip.openReadStreamPromise(entry))])
  return parts
}

/** A zip of some entries, not packed. */
export async function zipped(parts: Parts): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of parts) zip.addBuffer(content, name, { compress: false })
  zip.end()
  return buffer(zip.outputStream)
}

/** Most changes to a zip only break its sums; most of these reach what is inside. */
export async function changedZip(whole: Buffer, parts: Parts, next: () => number): Promise<Buffer> {
  if (next() < 0.3) return mutated(whole, next)
  const changed = Math.floor(next() * parts.length)
  return zipped(parts.map(([name, content], at) => [name, at === changed ? mutated(content, next) : content]))
}
