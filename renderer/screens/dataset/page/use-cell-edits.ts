/** Cells of a dataset that are typed in: each that becomes another makes a version, in the background and one after the other. */
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import type { Cell } from '../../../../compute/spec/dataset.ts'
import { message } from '../../../../compute/spec/message.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { runJob } from '../../../bridge/jobs.ts'
import type { CellPlace } from './cell-keys.ts'
import type { RowPages } from './use-row-pages.ts'

/** A cell while something is typed into it. */
export interface Draft extends CellPlace {
  readonly text: string
}

export interface CellEdits {
  /** A cell, with what was typed in place of what is stored while that is on its way. */
  readonly cellAt: RowPages['cellAt']
  /** Gives a cell its new text, an empty one none; what is the same changes nothing. */
  readonly set: (draft: Draft) => void
  readonly saving: boolean
  /** Why the last text could not be taken, and which it was. */
  readonly failed: { readonly error: unknown; readonly draft: Draft } | null
  readonly forgive: () => void
}

/** How a cell is written where it is typed in. */
export const writtenOf = (cell: Cell | undefined): string => (cell === null || cell === undefined ? '' : String(cell))

/** See the file's head. */
export function useCellEdits({ id, table }: DatasetRecord, { cellAt, numberAt }: RowPages): CellEdits {
  const client = useQueryClient()
  const { columns } = table.profile
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map())
  const [failed, setFailed] = useState<CellEdits['failed']>(null)
  const line = useRef<Promise<void>>(Promise.resolve())
  const keyOf = ({ row, column }: CellPlace) => `${numberAt(row) ?? ''} ${column}`

  const send = async (draft: Draft, number: number, column: string) => {
    const { kind } = columns[draft.column]!
    // Numbers are shown, and so typed, with a point, whatever the file has.
    const isComma = kind === 'number' && table.dialect.decimal === ','
    const value = draft.text === '' ? null : isComma ? draft.text.replace('.', ',') : draft.text
    const edits = [{ kind: 'set-values' as const, column, rows: [number], value }]
    await runJob('datasets.edit', message('versions.making', { name: table.name }), (jobId) => ({
      ...{ jobId, id, edits, place: 'rows' as const },
    }))
    await Promise.all([
      client.refetchQueries({ queryKey: ['datasets.rows', { id }], type: 'active' }),
      client.refetchQueries({ queryKey: ['datasets.foundRows', { id }], type: 'active' }),
    ])
  }

  // The grid draws all rows again for another function.
  const shown = useMemo<RowPages['cellAt']>(
    () => (row, column) => typed.get(`${numberAt(row) ?? ''} ${column}`) ?? cellAt(row, column),
    [typed, cellAt, numberAt],
  )
  return {
    cellAt: shown,
    set(draft) {
      const number = numberAt(draft.row)
      const column = columns[draft.column]?.name
      if (number === undefined || column === undefined) return
      if (draft.text === writtenOf(cellAt(draft.row, draft.column))) return
      const key = keyOf(draft)
      setFailed(null)
      setTyped((before) => new Map(before).set(key, draft.text))
      line.current = line.current
        .then(() => send(draft, number, column))
        .catch((error: unknown) => setFailed({ error, draft }))
        .finally(() => setTyped((before) => new Map([...before].filter(([other]) => other !== key))))
    },
    saving: typed.size > 0,
    failed,
    forgive: () => setFailed(null),
  }
}
