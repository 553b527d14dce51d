/**
 * The parts of an Office file, a zip of XML files that refer to each other, within limits on what they unpack to.
 *
 * Unzipping is yauzl's and parsing saxes's, both as a stream: the libraries that read whole workbooks hold them in
 * memory, and none of them bounds what a hostile file unpacks to.
 */
import { posix } from 'node:path'
import type { Readable } from 'node:stream'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { StudioError } from '../../spec/errors.ts'
import { named } from '../dialect/table-head.ts'
import { longestLineBytes } from '../source/read-through.ts'
import type { SourceFile } from '../source/source-file.ts'
import { type OpenZip, openZip } from '../source/zip-entries.ts'

/** That an Office file's parts aren't what they should be. */
export class DamagedPackage extends Error {
  constructor(problem: string) {
    super(problem)
    this.name = 'DamagedPackage'
  }
}

/** What a workbook may unpack to. Its sheets are read as they come, all else is held in memory. */
const limits = {
  entries: 10_000,
  heldBytes: 256 << 20,
  sheetBytes: 16 * 2 ** 30,
  ratio: 400,
  freeBytes: 16 << 20,
  /** Tags within tags. */
  depth: 100,
}

export type PartUse = 'held' | 'streamed'

/** Hears of a part's tags and texts. Names come without their namespace's prefix. */
export interface TagWatcher {
  onOpen(name: string, attributes: Readonly<Record<string, string>>): void
  onText(text: string): void
  onClose(name: string): void
}

export class PackageParts {
  readonly #zip: OpenZip
  readonly #source: SourceFile

  private constructor(zip: OpenZip, source: SourceFile) {
    this.#zip = zip
    this.#source = source
  }

  /** @throws StudioError archive-too-large; Error where it is no zip */
  static async open(source: SourceFile): Promise<PackageParts> {
    const zip = await openZip(source.path, limits.entries).catch((error: unknown) => {
      if (error instanceof Error && error.message === `more than ${limits.entries} entries`) {
        throw new StudioError('archive-too-large', { ...named(source), part: '', limit: limits.entries })
      }
      throw error
    })
    return new PackageParts(zip, source)
  }

  has(path: string): boolean {
    return this.#entry(path) !== undefined
  }

  close(): void {
    this.#zip.close()
  }

  /** Bytes of a part once it is unpacked, as the zip says. */
  bytesOf(path: string): number {
    return this.#entry(path)?.uncompressedSize ?? 0
  }

  /**
   * Reads a part tag by tag, and pauses after each piece of it, with the bytes that were read so far.
   * @throws StudioError archive-too-large, file-encrypted, line-too-long; Error where it is no XML
   */
  async *read(path: string, use: PartUse, watcher: TagWatcher): AsyncGenerator<number> {
    const stream = await this.#stream(path, use)
    // The parser would hold an endless text, comment or name until it ends.
    let sinceEvent = 0
    const parser = watchedParser(watcher, () => (sinceEvent = 0))
    const decoder = new TextDecoder('utf-8', { fatal: true })
    let bytes = 0
    try {
      for await (const chunk of stream) {
        const piece = chunk as Buffer
        const text = decoder.decode(piece, { stream: true })
        parser.write(text)
        sinceEvent += text.length
        if (sinceEvent > longestLineBytes) {
          throw new StudioError('line-too-long', { ...named(this.#source), row: 1, limitMb: longestLineBytes >> 20 })
        }
        bytes += piece.length
        yield bytes
      }
      parser.write(decoder.decode())
      parser.close()
    } finally {
      stream.destroy()
    }
  }

  /** A whole part, read at once. */
  async readAll(path: string, watcher: TagWatcher): Promise<void> {
    const pieces = this.read(path, 'held', watcher)
    while ((await pieces.next()).done !== true);
  }

  /** Where a part refers to: paths and types by their ids. */
  async relationsOf(path: string): Promise<Map<string, { readonly path: string; readonly type: string }>> {
    const folder = posix.dirname(path)
    const relations = new Map<string, { path: string; type: string }>()
    const file = posix.join(folder, '_rels', `${path === '' ? '' : posix.basename(path)}.rels`)
    await this.readAll(file, {
      ...nothing,
      onOpen(name, { Id, Target, Type, TargetMode }) {
        if (name !== 'Relationship' || Id === undefined || Target === undefined || TargetMode === 'External') return
        const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target)
        relations.set(Id, { path: target, type: Type?.split('/').at(-1) ?? '' })
      },
    })
    return relations
  }

  #entry(path: string) {
    const wanted = path.toLowerCase()
    return this.#zip.entries.find(({ fileName }) => fileName.toLowerCase() === wanted)
  }

  async #stream(path: string, use: PartUse): Promise<Readable> {
    const entry = this.#entry(path)
    if (entry === undefined) throw new DamagedPackage(`no part ${path}`)
    if (entry.isEncrypted()) {
      throw new StudioError('file-encrypted', { ...named(this.#source), format: 'Excel' })
    }
    const { uncompressedSize: size, compressedSize } = entry
    const most = use === 'held' ? limits.heldBytes : limits.sheetBytes
    const bomb = size > limits.freeBytes && size > limits.ratio * compressedSize
    if (size > most || bomb) throw new StudioError('archive-too-large', { ...named(this.#source), part: path })
    return this.#zip.stream(entry)
  }
}

/** A watcher that does nothing, to be completed. */
export const nothing: TagWatcher = { onOpen: () => undefined, onText: () => undefined, onClose: () => undefined }

function watchedParser(watcher: TagWatcher, onEvent: () => void) {
  const parser = new SaxesParser({ xmlns: false, position: false } as const)
  const plain = (name: string) => name.slice(name.indexOf(':') + 1)
  let depth = 0
  // No part has one of its own, and with one a few lines could stand for gigabytes.
  parser.on('doctype', () => {
    throw new DamagedPackage('a document type')
  })
  parser.on('opentag', (tag: SaxesTagPlain) => {
    onEvent()
    if (++depth > limits.depth) throw new DamagedPackage('tags too deep')
    watcher.onOpen(plain(tag.name), tag.attributes)
  })
  parser.on('text', (text) => {
    onEvent()
    watcher.onText(text)
  })
  parser.on('cdata', (text) => {
    onEvent()
    watcher.onText(text)
  })
  parser.on('comment', onEvent)
  parser.on('closetag', (tag: SaxesTagPlain) => {
    onEvent()
    depth--
    watcher.onClose(plain(tag.name))
  })
  return parser
}
