/** How many of the examples have a class by now. */
import { Meter } from 'react-aria-components'
import type { LabelView } from '../../../compute/spec/data-edit.ts'
import { Scale } from '../../components/scale.tsx'
import { useWords } from '../../i18n/words.ts'
import { countShown } from './label-state.ts'

/** See the file's head; nothing where all came with one. */
export function LabelProgress({ view }: { readonly view: LabelView }) {
  const { text, format } = useWords()
  const { all, excluded, unlabelled } = countShown(view)
  const wanted = all - excluded
  if (unlabelled === 0 && view.named.length === 0) return null
  const words = text('labelling.progress', {
    done: format.integer(wanted - unlabelled),
    all: format.integer(wanted),
  })
  return (
    <Meter className="labelling-progress" aria-label={words} value={wanted - unlabelled} maxValue={Math.max(1, wanted)}>
      <span className="caption quiet">{words}</span>
      <Scale fraction={wanted === 0 ? 0 : (wanted - unlabelled) / wanted} />
    </Meter>
  )
}
