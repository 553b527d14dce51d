/** Durations of training: most runs here take seconds, and "0 sec" says nothing. */
import type { Formats } from '../../i18n/formats.ts'

/** Below a minute with a decimal, below a second in milliseconds. */
export function writeSeconds(seconds: number, format: Pick<Formats, 'milliseconds' | 'duration'>): string {
  return seconds < 60 ? format.milliseconds(seconds * 1000) : format.duration(seconds)
}
