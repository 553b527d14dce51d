/**
 * Writes checkpoints while training goes on: to a temporary name, flushed, renamed, so that at any moment the file
 * is a whole one. When one is written depends on the clock; what the run computes doesn't depend on that.
 */
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Checkpoint, encodeCheckpoint } from './checkpoint.ts'

/** Milliseconds between the beginnings of two checkpoints, at least. */
const interval = 1000
/** Of the time, at most this share goes into writing: large models are written less often. */
const largestShare = 0.05

export interface CheckpointInfo {
  readonly step: number
  readonly epoch: number
  readonly bytes: number
}

export interface CheckpointWriter {
  /** Begins to write, if the last one is written and long enough ago. Rejects if writing the last one failed. */
  offer(checkpoint: () => Checkpoint): Promise<void>
  /** Writes, and is done when the file is in its place. */
  write(checkpoint: () => Checkpoint): Promise<void>
  /** Waits for what is being written. */
  settled(): Promise<void>
}

/** Flushes a folder's list of names, where the system can do that. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function replaceFile(
  path: string,
  pieces: readonly Uint8Array[],
  beforeRename: () => Promise<void>,
): Promise<void> {
  const temporary = `${path}.writing`
  await mkdir(dirname(path), { recursive: true })
  try {
    const file = await open(temporary, 'w')
    try {
      for (const piece of pieces) await file.writeFile(piece)
      await file.sync()
    } finally {
      await file.close()
    }
    await beforeRename()
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await flushFolder(dirname(path))
}

/**
 * A writer for one run's checkpoints. `beforeRename` settles when all that a checkpoint tells of has reached its keeper:
 * a file must never be ahead of the history beside it. Without a path nothing is kept.
 */
export function createCheckpointWriter(
  path: string | null,
  beforeRename: () => Promise<void>,
  onWritten: (info: CheckpointInfo) => void | Promise<void>,
): CheckpointWriter {
  let underWay: Promise<void> | null = null
  let failure: Error | null = null
  let notBefore = performance.now() + interval

  async function begin(target: string, { counters, ...rest }: Checkpoint): Promise<void> {
    const began = performance.now()
    const pieces = encodeCheckpoint({ counters, ...rest })
    await replaceFile(target, pieces, beforeRename)
    notBefore = began + Math.max(interval, (performance.now() - began) / largestShare)
    const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0)
    await onWritten({ step: counters.step, epoch: counters.epoch, bytes })
  }

  async function settled(): Promise<void> {
    await underWay
    if (failure !== null) throw failure
  }

  return {
    offer: async (checkpoint) => {
      if (failure !== null) throw failure
      if (path === null || underWay !== null || performance.now() < notBefore) return
      underWay = begin(path, checkpoint())
        .catch((error: unknown) => void (failure = error instanceof Error ? error : new Error(String(error))))
        .finally(() => (underWay = null))
    },
    write: async (checkpoint) => {
      await settled()
      if (path !== null) await begin(path, checkpoint())
    },
    settled,
  }
}
