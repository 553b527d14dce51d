/** The samples that the epochs of a run make of the same noise, as sheets in its folder: one PNG an epoch. */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sheetPng, toBytes } from '../data/images/picture-sheet.ts'
import { sheetColumns } from '../spec/generation.ts'
import type { ImageShape } from '../spec/image-model.ts'
import { replaceFile } from '../train/replace-file.ts'

/** Sheets that are kept of a run, about: of longer ones every so many epochs, and the newest. */
const mostSheets = 200

const fileName = /^epoch-(\d+)\.png$/
const nameOf = (epoch: number) => `epoch-${String(epoch).padStart(6, '0')}.png`

/** Epochs whose sheets are in the folder, ascending. */
export async function keptEpochs(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch(() => [])
  const epochs = names.flatMap((name) => {
    const [, epoch] = fileName.exec(name) ?? []
    return epoch === undefined ? [] : [Number(epoch)]
  })
  return epochs.sort((a, b) => a - b)
}

/** The sheet of an epoch. Throws where there is none. */
export async function readSheet(folder: string, epoch: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(join(folder, nameOf(epoch))))
}

export interface SheetWriter {
  /** Keeps the samples of an epoch: a sheet that is there is replaced. */
  write(epoch: number, samples: Float32Array): Promise<void>
}

/** @param range of the samples' numbers */
export function createSheetWriter(
  folder: string,
  {
    image,
    classes,
    range,
    totalEpochs,
  }: {
    readonly image: ImageShape
    readonly classes: number | null
    readonly range: readonly [number, number]
    readonly totalEpochs: number
  },
): SheetWriter {
  const stride = Math.ceil(totalEpochs / mostSheets)
  const stays = (epoch: number) => epoch === 1 || epoch % stride === 0
  return {
    write: async (epoch, samples) => {
      if (samples.length === 0) return
      await mkdir(folder, { recursive: true })
      replaceFile(join(folder, nameOf(epoch)), [
        await sheetPng(toBytes(samples, range), image, { columns: sheetColumns(classes) }),
      ])
      // That of the epoch before was only there as the newest.
      if (!stays(epoch - 1)) await rm(join(folder, nameOf(epoch - 1)), { force: true })
    },
  }
}
