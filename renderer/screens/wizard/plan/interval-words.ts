/** How long a step of a series is, in words. */
import type { SeriesInterval } from '../../../../compute/spec/series-window.ts'
import type { Words } from '../../../i18n/words.ts'

const dayMs = 86_400_000

/** "7 days", "a month", "a workday"; of a column of numbers how much it counts up by. */
export function writeInterval(
  interval: SeriesInterval,
  { text, format }: Pick<Words, 'text' | 'format'>,
  dated = true,
): string {
  switch (interval.kind) {
    case 'months':
      return text('wizard.window.intervals.months', { count: interval.months })
    case 'workdays':
      return text('wizard.window.intervals.workdays')
    case 'rows':
      return text('wizard.window.intervals.rows')
    case 'even': {
      // Numbers that count up are small, milliseconds between moments are not.
      if (!dated || interval.length < 1000) {
        return text('wizard.window.intervals.number', { length: format.number(interval.length) })
      }
      const days = interval.length / dayMs
      return Number.isInteger(days)
        ? text('wizard.window.intervals.days', { count: days })
        : format.duration(interval.length / 1000)
    }
  }
}
