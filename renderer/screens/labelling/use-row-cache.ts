/** What belongs to rows in sight: asked for once the scrolling rests, and kept for a while. */
import { useEffect, useEffectEvent, useState } from 'react'
import { useRested } from '../../bridge/use-rested.ts'

/** So long the scrolling must rest before rows are asked for, in milliseconds. */
const rest = 60
/** Rows that are asked for at once, and that are kept. */
const mostAtOnce = 100
const mostKept = 3000

export interface RowCache<Item> {
  /** Undefined while it is being read. */
  readonly at: (row: number) => Item | undefined
  readonly error: unknown
}

/**
 * The items of the rows in sight.
 * @param key what the items are of: another one forgets those that are known
 */
export function useRowCache<Item>(
  key: string,
  inSight: readonly number[],
  read: (rows: readonly number[]) => Promise<readonly Item[]>,
): RowCache<Item> {
  const [held, setHeld] = useState<{ key: string; items: ReadonlyMap<number, Item> }>({ key, items: new Map() })
  const [error, setError] = useState<unknown>(null)
  const items = held.key === key ? held.items : new Map<number, Item>()
  const missing = inSight.filter((row) => !items.has(row)).slice(0, mostAtOnce)
  const wanted = useRested(missing.join(','), rest)
  const ask = useEffectEvent((rows: readonly number[], isCurrent: () => boolean) => {
    read(rows).then(
      (found) => {
        if (!isCurrent()) return
        setHeld((before) => {
          const kept = before.key === key ? [...before.items].slice(-mostKept) : []
          return { key, items: new Map([...kept, ...rows.map((row, at) => [row, found[at]!] as const)]) }
        })
      },
      (reason: unknown) => setError(reason),
    )
  })
  useEffect(() => {
    if (wanted === '') return
    let current = true
    ask(wanted.split(',').map(Number), () => current)
    return () => {
      current = false
    }
  }, [wanted, key])
  return { at: (row) => items.get(row), error }
}
