/** A sheet of small pictures, as large as its place allows, each pixel the same whole number of the screen's. */
import { useEffect, useState } from 'react'

/** Widest that a sheet is shown, in CSS pixels. */
const widest = 960

export interface SheetProps {
  /** An encoded picture. */
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly label: string
}

/** See the file's head. */
export function Sheet({ bytes, label }: SheetProps) {
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([bytes], { type: 'image/png' }))
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [bytes])
  return (
    <div className="sample-sheet">
      {address !== null && (
        <img
          src={address}
          alt={label}
          onLoad={({ currentTarget }) => {
            const room = Math.min(widest, currentTarget.parentElement?.clientWidth ?? widest)
            const times = Math.max(1, Math.floor(room / currentTarget.naturalWidth))
            currentTarget.style.width = `${currentTarget.naturalWidth * times}px`
          }}
        />
      )}
    </div>
  )
}
