/** The moments of a run's or a dataset's series, in the chosen language. */
import { useMemo } from 'react'
import { type Moments, momentsOf } from './moment-axis.ts'
import { useWords } from '../../i18n/words.ts'

/** @param name of the column that says when */
export function useMoments(dated: boolean, name: string): Moments {
  const { language, format } = useWords()
  return useMemo(() => momentsOf(dated, language, name, format.number), [dated, language, name, format])
}
