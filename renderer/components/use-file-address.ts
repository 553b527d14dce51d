/** An address that the window can show a picture or play a sound from whose bytes came from the engine. */
import { useEffect, useState } from 'react'

/** So long an address outlives its use, in milliseconds. */
const loading = 1000

const types = { picture: 'image/png', sound: 'audio/wav' } as const

/** Null until the address is made; it ends with the component, or with these bytes. */
export function useFileAddress(bytes: Uint8Array<ArrayBuffer> | null, kind: keyof typeof types): string | null {
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    if (bytes === null) return
    const made = URL.createObjectURL(new Blob([bytes], { type: types[kind] }))
    setAddress(made)
    return () => {
      // What shows it may only be about to load it.
      setTimeout(() => URL.revokeObjectURL(made), loading)
      setAddress(null)
    }
  }, [bytes, kind])
  return address
}
