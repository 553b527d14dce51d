/** Choices on how something is shown that are remembered on this computer, by a key. What can't be read is forgotten. */
import { useCallback, useState } from 'react'
import type { z } from 'zod'

/** State that outlives the window. A value that does not parse is replaced by `fallback`. */
export function useRemembered<Value>(
  key: string,
  schema: z.ZodType<Value>,
  fallback: Value,
): readonly [Value, (next: Value) => void] {
  const [held, setHeld] = useState(() => ({ key, value: read(key, schema, fallback) }))
  const value = held.key === key ? held.value : read(key, schema, fallback)
  const set = useCallback(
    (next: Value) => {
      setHeld({ key, value: next })
      localStorage.setItem(key, JSON.stringify(next))
    },
    [key],
  )
  return [value, set]
}

function read<Value>(key: string, schema: z.ZodType<Value>, fallback: Value): Value {
  const stored = localStorage.getItem(key)
  if (stored === null) return fallback
  try {
    return schema.parse(JSON.parse(stored))
  } catch {
    // Written by an older version, or damaged: the choice is gone, nothing else.
    return fallback
  }
}
