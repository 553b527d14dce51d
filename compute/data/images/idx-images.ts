/** Pictures in the IDX format of MNIST and its successors: grey images in one file, their labels in another beside it. */
import { readFile, stat } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { StudioError } from '../../spec/errors.ts'
import { damageError } from '../source/read-error.ts'
import { withinTime } from '../source/within-time.ts'
import { greyPng } from './decode-image.ts'
import { mostFiles } from '../files/found-files.ts'
import type { OpenedFiles } from '../files/found-files.ts'

const imagesMagic = 0x0803
const labelsMagic = 0x0801
/** Unpacked, larger files are refused: MNIST has 47 MB. */
const mostBytes = 2 ** 31 - 1

/** Reads both files. The images' names are their numbers. @throws StudioError file-damaged, images-too-many, and as answered */
export async function idxImages(path: string): Promise<OpenedFiles> {
  const damaged = (reason: string): never => {
    throw damageError(new Error(reason), path, 'IDX')
  }
  const content = await readUnpacked(path).catch((error: unknown) => {
    throw damageError(error, path, 'IDX')
  })
  if (content.length < 16 || content.readUInt32BE(0) !== imagesMagic) return damaged('not an IDX file of images')
  const [count, height, width] = [4, 8, 12].map((at) => content.readUInt32BE(at)) as [number, number, number]
  if (count > mostFiles) throw new StudioError('images-too-many', { path, limit: mostFiles })
  const each = height * width
  if (each === 0 || content.length !== 16 + count * each) return damaged('its length is not what it says')
  const labels = await readLabels(path, count)
  const digits = String(count).length
  return {
    kind: 'idx',
    files: Array.from({ length: count }, (_, index) => ({
      file: `${String(index + 1).padStart(digits, '0')}.png`,
      label: labels === null ? null : String(labels[index]),
      read: () => greyPng(content.subarray(16 + index * each, 16 + (index + 1) * each), width, height),
    })),
    labelsFrom: labels === null ? 'none' : 'label-file',
    further: new Map(),
    otherFiles: 0,
    bytes: (await stat(path)).size,
    close: () => undefined,
  }
}

async function readUnpacked(path: string): Promise<Buffer> {
  const content = await withinTime(path, readFile(path))
  return content[0] === 0x1f && content[1] === 0x8b ? gunzipSync(content, { maxOutputLength: mostBytes }) : content
}

/** The labels beside train-images-idx3-ubyte are train-labels-idx1-ubyte; null where there are none of that number. */
async function readLabels(path: string, count: number): Promise<Uint8Array | null> {
  const beside = path.replace(/images([-.])idx3/i, 'labels$1idx1')
  const content = beside === path ? null : await readUnpacked(beside).catch(() => null)
  if (content === null || content.length !== 8 + count || content.readUInt32BE(0) !== labelsMagic) return null
  return content.subarray(8)
}
