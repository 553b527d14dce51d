/** A sheet of pictures, as large as its place allows; of small ones each pixel is the same whole number of the screen's. */
import { useFileAddress } from '../../components/use-file-address.ts'

/** Widest that a sheet is shown, in CSS pixels. */
const widest = 960

export interface SheetProps {
  /** An encoded picture. */
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly label: string
}

/** See the file's head. */
export function Sheet({ bytes, label }: SheetProps) {
  const address = useFileAddress(bytes, 'picture')
  return (
    <div className="sample-sheet">
      {address !== null && (
        <img
          src={address}
          alt={label}
          onLoad={({ currentTarget }) => {
            const { naturalWidth, parentElement, style } = currentTarget
            const room = Math.min(widest, parentElement?.clientWidth ?? widest)
            const times = Math.floor(room / naturalWidth)
            style.width = `${times > 1 ? naturalWidth * times : room}px`
            style.imageRendering = times > 1 ? 'pixelated' : 'auto'
          }}
        />
      )}
    </div>
  )
}
