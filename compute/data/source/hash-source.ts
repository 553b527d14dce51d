/** The SHA-256 of a file's bytes, read once from its beginning to its end. */
import { createHash } from 'node:crypto'
import { type SourceFile, readChunks } from './source-file.ts'

/** @throws StudioError cancelled, file-not-readable */
export async function hashSource(
  source: SourceFile,
  signal: AbortSignal,
  onDone: (done: number) => void,
): Promise<string> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of readChunks(source, signal)) {
    hash.update(chunk)
    bytes += chunk.length
    onDone(bytes / source.bytes)
  }
  return hash.digest('hex')
}
