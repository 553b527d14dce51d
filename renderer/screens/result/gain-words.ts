/** A gain over the baseline in words: "+53.6 points", "−62%", "+0.84". */
import type { Words } from '../../i18n/words.ts'
import type { Gain } from './scores.ts'

export function writeGain({ kind, change }: Gain, { text, format }: Pick<Words, 'text' | 'format'>): string {
  const sign = change > 0 ? '+' : change < 0 ? '−' : ''
  const size = Math.abs(change)
  switch (kind) {
    case 'points':
      return text('result.points', { value: `${sign}${format.number(size, 3)}` })
    case 'share':
      return `${sign}${format.percent(size, 0)}`
    case 'difference':
      return `${sign}${format.number(size, 3)}`
  }
}
