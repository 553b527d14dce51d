/** Double buffering: while some records of an order are worked on, those that follow in it are read. */
import type { RecordArray } from './record-file.ts'
import type { RecordReader } from './record-reader.ts'

/** More is read ahead than was taken, since calls that follow may take a little more. */
const ahead = 1.25

/** A part of an order, and what comes when that is at its end. */
export interface OrderPart {
  readonly order: Uint32Array
  readonly from: number
  readonly to: number
  /** The order that follows, as that of the next epoch. */
  readonly next?: () => Uint32Array
}

export interface RecordStream {
  /** The records of a part of an order. Takes that follow each other wait the least. @throws as RecordReader.read */
  take(part: OrderPart): Promise<RecordArray>
  /** Milliseconds that takers have waited in all. */
  waited(): number
}

/** Records of the order from one place to another, read or being read. */
interface Piece {
  readonly from: number
  readonly to: number
  readonly records: Promise<RecordArray>
}

/** A stream of a reader's records of so many elements. Parts are taken one at a time. */
export function createRecordStream(reader: RecordReader, width: number): RecordStream {
  let order: Uint32Array = new Uint32Array(0)
  let pieces: readonly Piece[] = []
  let waited = 0

  function request(from: number, to: number): void {
    if (from >= to) return
    const records = reader.read(order.subarray(from, to))
    // Whoever takes it hears of a failure; until then it must not count as unhandled.
    records.catch(() => undefined)
    pieces = [...pieces, { from, to, records }]
  }

  /** What of a piece stands in a part, and what is left of it behind that. */
  async function cut({ from, to, records }: Piece, first: number, last: number) {
    const all = await records
    const end = Math.min(to, last)
    const part = (a: number, b: number) => all.subarray((a - from) * width, (b - from) * width)
    const rest: Piece[] = end < to ? [{ from: end, to, records: Promise.resolve(part(end, to)) }] : []
    return { taken: part(Math.max(from, first), end), rest }
  }

  return {
    take: async ({ order: asked, from, to, next }) => {
      if (asked !== order || pieces[0]?.from !== from) {
        order = asked
        pieces = []
      }
      request(pieces.at(-1)?.to ?? from, to)
      const [own, later] = [pieces.filter((piece) => piece.from < to), pieces.filter((piece) => piece.from >= to)]
      const began = performance.now()
      const cuts = await Promise.all(own.map((piece) => cut(piece, from, to)))
      waited += performance.now() - began
      pieces = [...cuts.flatMap(({ rest }) => rest), ...later]
      request(pieces.at(-1)?.to ?? to, Math.min(order.length, to + Math.ceil((to - from) * ahead)))
      if (to === order.length && next !== undefined) {
        order = next()
        request(0, Math.min(order.length, Math.ceil((to - from) * ahead)))
      }
      return joined(cuts.map(({ taken }) => taken))
    },
    waited: () => waited,
  }
}

/** Arrays of one type, one after the other. */
function joined(parts: readonly RecordArray[]): RecordArray {
  const [first = new Uint8Array(0)] = parts
  if (parts.length <= 1) return first
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const all = first instanceof Uint8Array ? new Uint8Array(length) : new Float32Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
