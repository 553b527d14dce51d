/** Writes a stored table as a Parquet file row group by row group, without SQL: its cells are in memory already. */
import { type FileHandle, open } from 'node:fs/promises'
import { type ColumnPages, encodings, lengthOf } from './column-pages.ts'
import { CompactWriter } from './compact-writer.ts'
import { mapPaths, type ParquetField, physical, physicalOf, schemaNodes, writeNode } from './parquet-schema.ts'

const mark = Buffer.from('PAR1')
const uncompressed = 0

/** Where a column's pages of one row group are. */
interface WrittenChunk {
  readonly physical: number
  readonly path: readonly string[]
  readonly cells: number
  readonly offset: number
  readonly bytes: number
  readonly dictionaryBytes: number | null
}

interface WrittenGroup {
  readonly rows: number
  readonly chunks: readonly WrittenChunk[]
}

export class ParquetFile {
  readonly #file: FileHandle
  readonly #fields: readonly ParquetField[]
  readonly #map: string
  readonly #groups: WrittenGroup[] = []
  #position = 0

  private constructor(file: FileHandle, fields: readonly ParquetField[], map: string) {
    this.#file = file
    this.#fields = fields
    this.#map = map
  }

  /** A new file. @param map the name of the field behind the others, a map from whole numbers to texts */
  static async create(path: string, fields: readonly ParquetField[], map: string): Promise<ParquetFile> {
    const created = new ParquetFile(await open(path, 'wx'), fields, map)
    await created.#write([mark])
    return created
  }

  /** The next rows: the pages of all fields, then of the map's keys and texts. Each is written before the next is asked for. */
  async addRows(rows: number, columns: Iterable<ColumnPages>): Promise<void> {
    const described = [
      ...this.#fields.map(({ name, type }) => ({ physical: physicalOf[type], path: [name] })),
      { physical: physical.int32, path: [this.#map, ...mapPaths.keys] },
      { physical: physical.bytes, path: [this.#map, ...mapPaths.texts] },
    ]
    const chunks: WrittenChunk[] = []
    for (const { bytes, cells, dictionaryBytes } of columns) {
      const own = { cells, offset: this.#position, bytes: lengthOf(bytes), dictionaryBytes }
      chunks.push({ ...described[chunks.length]!, ...own })
      await this.#write(bytes)
    }
    this.#groups.push({ rows, chunks })
  }

  /** Writes what the file says of itself, and closes it. */
  async finish(metadata: Readonly<Record<string, string>>): Promise<void> {
    const foot = this.#foot(metadata)
    const size = Buffer.alloc(4)
    size.writeUInt32LE(foot.length)
    await this.#write([foot, size, mark])
    await this.#file.close()
  }

  /** Closes a file that is not to be finished. */
  async abandon(): Promise<void> {
    await this.#file.close().catch(() => undefined)
  }

  async #write(parts: readonly Uint8Array[]): Promise<void> {
    // Many small parts are written as few large ones.
    const most = 1000
    for (let from = 0; from < parts.length; from += most) {
      let some = parts.slice(from, from + most)
      while (some.length > 0) {
        const { bytesWritten } = await this.#file.writev(some, this.#position)
        this.#position += bytesWritten
        some = behind(some, bytesWritten)
      }
    }
  }

  #foot(metadata: Readonly<Record<string, string>>): Buffer {
    const foot = new CompactWriter()
    foot.i32(1, 1).structs(2, schemaNodes(this.#fields, this.#map), (node) => writeNode(foot, node))
    foot.i64(
      3,
      this.#groups.reduce((sum, { rows }) => sum + rows, 0),
    )
    foot.structs(4, this.#groups, ({ rows, chunks }) => {
      foot.structs(1, chunks, (chunk) => {
        foot.i64(2, chunk.offset).struct(3, () => writeChunk(foot, chunk))
      })
      foot.i64(
        2,
        chunks.reduce((sum, { bytes }) => sum + bytes, 0),
      )
      foot.i64(3, rows)
    })
    return foot.structs(5, Object.entries(metadata), ([key, value]) => void foot.text(1, key).text(2, value)).end()
  }
}

function writeChunk(foot: CompactWriter, chunk: WrittenChunk): void {
  const { offset, bytes, cells, dictionaryBytes } = chunk
  const values = dictionaryBytes === null ? encodings.plain : encodings.dictionary
  foot.i32(1, chunk.physical).numbers(2, [encodings.runs, values]).texts(3, chunk.path).i32(4, uncompressed)
  foot.i64(5, cells).i64(6, bytes).i64(7, bytes)
  foot.i64(9, offset + (dictionaryBytes ?? 0))
  if (dictionaryBytes !== null) foot.i64(11, offset)
}

/** What is left of parts of which so many bytes are written. */
function behind(parts: readonly Uint8Array[], written: number): Uint8Array[] {
  let left = written
  for (const [i, part] of parts.entries()) {
    if (left < part.length) return [part.subarray(left), ...parts.slice(i + 1)]
    left -= part.length
  }
  return []
}
