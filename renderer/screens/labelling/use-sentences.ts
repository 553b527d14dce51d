/** The words of sentences by their rows, read as they come into sight. */
import { useMemo, useState } from 'react'
import type { DatasetRecord } from '../../../main/ipc/contract/records.ts'
import { invoke } from '../../bridge/invoke.ts'
import { useRowCache } from './use-row-cache.ts'
import { wordsOf } from './word-labels.ts'

export interface Sentences {
  /** Undefined while they are read. */
  readonly at: (row: number) => readonly string[] | undefined
  readonly error: unknown
  readonly onSight: (rows: readonly number[]) => void
}

/** See the file's head. @param base fingerprint of the imported table */
export function useSentences({ id, table }: DatasetRecord, column: string, base: string): Sentences {
  const [sight, setSight] = useState<readonly number[]>([])
  const place = useMemo(() => table.profile.columns.findIndex(({ name }) => name === column), [table, column])
  const cache = useRowCache<readonly string[]>(`${id} ${base} ${column}`, sight, async (wanted) => {
    const { rows } = await invoke('datasets.importedRows', { id, rows: [...wanted] })
    return rows.map((cells) => wordsOf(String(cells[place] ?? '')))
  })
  return { ...cache, onSight: setSight }
}
