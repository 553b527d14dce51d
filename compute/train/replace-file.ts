/** Files that are there whole or not at all. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'

/** Does something with an open file and closes it again. */
function withFile(path: string, flags: string, use: (file: number) => void): void {
  const file = openSync(path, flags)
  try {
    use(file)
  } finally {
    closeSync(file)
  }
}

function writeWhole(file: number, piece: Uint8Array): void {
  for (let written = 0; written < piece.length;) written += writeSync(file, piece, written)
}

/**
 * Writes a file of pieces at a temporary name beside it, flushed, then renamed: what was at `path` is there until the new one
 * is whole, and where that fails nothing is left behind.
 */
export function replaceFile(path: string, pieces: readonly Uint8Array[]): void {
  const temporary = `${path}.writing`
  try {
    withFile(temporary, 'w', (file) => {
      for (const piece of pieces) writeWhole(file, piece)
      fsyncSync(file)
    })
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** Brings a folder's list of names to the disk: a new name is only there with it. Windows can't flush a folder, and needn't. */
export function flushFolder(folder: string): void {
  if (process.platform !== 'win32') withFile(folder, 'r', fsyncSync)
}
