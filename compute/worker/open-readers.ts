/** Keeps tables open that are being looked at: a page more of one is then a matter of milliseconds. */
import { join } from 'node:path'
import type { TableReader } from '../data/table-reader.ts'
import { openTable } from '../data/table-reader.ts'

/** More tables are not kept open: a dataset as it was imported, the version that is looked at, and the one before. */
const mostOpen = 3

export interface OpenReaders {
  /** Asks a table, opening it first where necessary. */
  ask<T>(projectFolder: string, file: string, question: (reader: TableReader) => Promise<T>): Promise<T>
  /** Closes a table whose place has changed; it is opened anew when it is asked next. */
  forget(projectFolder: string, file: string): Promise<void>
  /** Closes all. */
  close(): Promise<void>
}

/** No table is open yet. */
export function createOpenReaders(): OpenReaders {
  const open = new Map<string, Promise<TableReader>>()

  function take(path: string): Promise<TableReader> {
    const reader = open.get(path) ?? openTable(path)
    // The newest stands last.
    open.delete(path)
    open.set(path, reader)
    reader.catch(() => open.delete(path))
    return reader
  }

  async function closeOldest(): Promise<void> {
    const [oldest] = open
    if (oldest === undefined) return
    open.delete(oldest[0])
    // A reader closes once what it was asked before is answered.
    await (await oldest[1]).close()
  }

  return {
    async ask(projectFolder, file, question) {
      const answer = question(await take(join(projectFolder, file)))
      while (open.size > mostOpen) await closeOldest()
      return answer
    },
    async forget(projectFolder, file) {
      const path = join(projectFolder, file)
      const reader = open.get(path)
      open.delete(path)
      await (await reader?.catch(() => undefined))?.close()
    },
    async close() {
      while (open.size > 0) await closeOldest()
    },
  }
}
