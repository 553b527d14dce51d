/** An address that the window can draw a picture from whose bytes came from the engine. */
import { useEffect, useState } from 'react'

/** Null until the address is made; it ends with the component, or with these bytes. */
export function usePictureAddress(bytes: Uint8Array<ArrayBuffer>): string | null {
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([bytes], { type: 'image/png' }))
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [bytes])
  return address
}
