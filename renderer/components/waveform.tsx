/** A recording drawn as the range of its samples over time, with the part that was played in the accent's colour. */
import { useId } from 'react'
import './recording.css'

export interface WaveformProps {
  /** The lowest and highest sample of each part, in turn, from −1 to 1. */
  readonly ranges: readonly number[]
  /** Share that was played. */
  readonly played: number
}

const height = 40

/** See the file's head. */
export function Waveform({ ranges, played }: WaveformProps) {
  const clip = useId()
  const parts = ranges.length / 2
  // Quiet recordings are drawn larger: what matters is their form.
  const largest = Math.max(0.05, ...ranges.map(Math.abs))
  const y = (value: number) => (1 - value / largest) * (height / 2)
  const bars = Array.from({ length: parts }, (_, part) => {
    const [low = 0, high = 0] = ranges.slice(2 * part, 2 * part + 2)
    const top = y(high)
    return `M${part + 0.5} ${top.toFixed(2)}V${Math.max(y(low), top + 1).toFixed(2)}`
  }).join('')
  return (
    <svg className="waveform" viewBox={`0 0 ${parts} ${height}`} preserveAspectRatio="none" aria-hidden>
      <clipPath id={clip}>
        <rect width={parts * played} height={height} />
      </clipPath>
      <path d={bars} />
      <path d={bars} className="waveform-played" clipPath={`url(#${clip})`} />
    </svg>
  )
}
