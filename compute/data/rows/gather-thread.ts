/**
 * The thread that reads records. The thread that trains stands still while a call of its loop runs; this one reads the
 * next rows meanwhile. Reading one record after the other where they lie costs a microsecond each from the system's cache,
 * a fifth of what Node's asynchronous reads cost.
 */

/** What the thread is given when it is started. */
export interface GatherStart {
  readonly path: string
  /** Bytes of a record. */
  readonly bytes: number
}

/** Asks for records; the thread ends on `null`. */
export type GatherRequest = { readonly rows: Uint32Array } | null

/** Answers in the order of the requests. */
export type GatherAnswer = { readonly buffer: ArrayBuffer } | { readonly failure: string }

/**
 * Its whole code, as text: so it needs no file of its own wherever the engine is bundled, packed, or run from source.
 * Rows are visited in the order in which they lie in the file, and neighbours that stay neighbours are read at once.
 */
export const gatherThread = `
const { parentPort, workerData } = require('node:worker_threads')
const fs = require('node:fs')
const { path, bytes } = workerData
let file = null

function readAt(target, offset, length, position) {
  while (length > 0) {
    const read = fs.readSync(file, target, offset, length, position)
    if (read === 0) throw new Error('the file ends before row ' + position / bytes)
    offset += read
    length -= read
    position += read
  }
}

function gather(rows) {
  file ??= fs.openSync(path, 'r')
  const count = rows.length
  const target = new Uint8Array(count * bytes)
  // Row and place in one number, below 2 ** 53: numbers sort without a comparison in JavaScript.
  const keys = Float64Array.from(rows, (row, place) => row * count + place).sort()
  for (let first = 0, next; first < count; first = next) {
    const row = Math.floor(keys[first] / count)
    const place = keys[first] - row * count
    next = first + 1
    while (next < count && keys[next] === keys[first] + (next - first) * (count + 1)) next++
    readAt(target, place * bytes, (next - first) * bytes, row * bytes)
  }
  return target.buffer
}

parentPort.on('message', (request) => {
  if (request === null) {
    if (file !== null) fs.closeSync(file)
    parentPort.close()
    return
  }
  try {
    const buffer = gather(request.rows)
    parentPort.postMessage({ buffer }, [buffer])
  } catch (error) {
    parentPort.postMessage({ failure: String(error) })
  }
})
`
