/** A value once it has stood still for a moment, for requests that follow typing or scrolling. */
import { useEffect, useState } from 'react'

/** The newest value that has not changed for `ms` milliseconds; at first the value itself. */
export function useRested<Value>(value: Value, ms: number): Value {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return rested
}
