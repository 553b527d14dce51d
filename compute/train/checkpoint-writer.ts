/**
 * Writes checkpoints between two calls of the loop: to a temporary name, flushed, renamed, so that at any moment the
 * file is a whole one. When one is written depends on the clock; what the run computes doesn't depend on that.
 *
 * The thread that trains waits for the disk meanwhile. Writing beside the training was tried: each of its steps then had to
 * wait for the end of a call, and a checkpoint was seconds old before it was in its place.
 */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { flushFolder, replaceFile } from './replace-file.ts'

/** Milliseconds between two checkpoints, at least. */
const interval = 1000
/** Of the time, at most this share goes into writing: large models are written less often. */
const largestShare = 0.05

export interface CheckpointInfo {
  readonly step: number
  readonly epoch: number
  readonly bytes: number
}

/** What any checkpoint has: how far its run had come. */
interface KeptState {
  readonly counters: { readonly step: number; readonly epoch: number }
}

export interface CheckpointWriter<C extends KeptState> {
  /** Writes if the last one is long enough ago. */
  offer(checkpoint: () => C): Promise<void>
  /** Writes now. */
  write(checkpoint: () => C): Promise<void>
}

/**
 * A writer for one run's checkpoints, which `encode` makes a file of, piece by piece. `beforeWriting` settles when all that a checkpoint builds on has reached its keeper: the
 * file must never be ahead of the history beside it. Without a path nothing is kept.
 */
export function createCheckpointWriter<C extends KeptState>(
  path: string | null,
  encode: (checkpoint: C) => readonly Uint8Array[],
  beforeWriting: () => Promise<void>,
  onWritten: (info: CheckpointInfo) => void | Promise<void>,
): CheckpointWriter<C> {
  let notBefore = performance.now() + interval

  async function write(checkpoint: () => C): Promise<void> {
    if (path === null) return
    await beforeWriting()
    const began = performance.now()
    const kept = checkpoint()
    const { counters } = kept
    const pieces = encode(kept)
    mkdirSync(dirname(path), { recursive: true })
    replaceFile(path, pieces)
    flushFolder(dirname(path))
    notBefore = began + Math.max(interval, (performance.now() - began) / largestShare)
    const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0)
    await onWritten({ step: counters.step, epoch: counters.epoch, bytes })
  }

  return {
    write,
    offer: async (checkpoint) => {
      if (performance.now() >= notBefore) await write(checkpoint)
    },
  }
}
