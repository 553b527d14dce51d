/** Reads records of a file, in any order, in a thread of its own. */
import { once } from 'node:events'
import { basename } from 'node:path'
import { Worker } from 'node:worker_threads'
import { StudioError } from '../../spec/errors.ts'
import { type GatherAnswer, type GatherRequest, type GatherStart, gatherThread } from './gather-thread.ts'
import { type RecordArray, recordBytes, type RecordFile, recordTypes } from './record-file.ts'

export interface RecordReader {
  /**
   * The records with these numbers, in the order asked for. Requests are answered one after the other.
   * @throws StudioError file-not-readable where the file is gone, damaged or too short
   */
  read(rows: Uint32Array): Promise<RecordArray>
  close(): Promise<void>
}

/** Starts a thread that reads the file. Ends with this thread, if it isn't closed before. */
export function openRecordReader(file: RecordFile): RecordReader {
  const start: GatherStart = { path: file.path, bytes: recordBytes(file) }
  const thread = new Worker(gatherThread, { eval: true, workerData: start })
  thread.unref()
  const waiting: { resolve: (records: RecordArray) => void; reject: (error: Error) => void }[] = []
  const failed = (reason: unknown) =>
    new StudioError('file-not-readable', { file: basename(file.path), path: file.path }, { cause: reason })
  thread.on('message', (answer: GatherAnswer) => {
    const asked = waiting.shift()
    if (waiting.length === 0) thread.unref()
    if ('failure' in answer) asked?.reject(failed(answer.failure))
    else asked?.resolve(recordTypes[file.type].view(answer.buffer))
  })
  thread.on('error', (error) => waiting.splice(0).forEach(({ reject }) => reject(failed(error))))
  const send = (request: GatherRequest) => thread.postMessage(request)
  return {
    read: (rows) => {
      const records = new Promise<RecordArray>((resolve, reject) => waiting.push({ resolve, reject }))
      thread.ref()
      const { order } = file
      // A copy in any case: of a part of an array the whole would be sent.
      send({ rows: order === undefined ? rows.slice() : rows.map((row) => order[row]!) })
      return records
    },
    close: async () => {
      const ended = once(thread, 'exit')
      // Whoever waits for the end must be kept alive until then.
      thread.ref()
      send(null)
      await ended
    },
  }
}

/** Uses a reader and closes it, however that ends. */
export async function withRecords<T>(file: RecordFile, use: (reader: RecordReader) => Promise<T>): Promise<T> {
  const reader = openRecordReader(file)
  try {
    return await use(reader)
  } finally {
    await reader.close()
  }
}
