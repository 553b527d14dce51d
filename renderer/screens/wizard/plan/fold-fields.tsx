/** How many folds a cross-validation has, and how often it is repeated. */
import type { SplitMethod } from '../../../../compute/spec/split.ts'
import { useWords } from '../../../i18n/words.ts'
import { mostCompared } from '../../runs/run-batch.ts'
import { Part } from './part.tsx'

interface FoldFieldsProps {
  readonly method: Extract<SplitMethod, { fold: number }>
  readonly onChange: (method: SplitMethod) => void
}

/** More folds tell little more. */
const mostFolds = 10

/** See the file's head. As many runs as can be looked at side by side. */
export function FoldFields({ method, onChange }: FoldFieldsProps) {
  const { text } = useWords()
  const repeats = method.kind === 'folds' ? (method.repeats ?? 1) : 1
  return (
    <>
      <div className="plan-subfields">
        <Part
          name="folds"
          value={method.folds}
          onChange={(folds) => onChange({ ...method, folds: Math.round(folds) })}
          least={2}
          most={Math.min(mostFolds, Math.floor(mostCompared / repeats))}
          decimals={0}
        />
        {method.kind === 'folds' && (
          <Part
            name="repeats"
            value={repeats}
            onChange={(next) => onChange({ ...method, repeats: Math.round(next) })}
            least={1}
            most={Math.floor(mostCompared / method.folds)}
            decimals={0}
          />
        )}
      </div>
      <p className="quiet">{text('wizard.foldsMeaning', { count: method.folds * repeats })}</p>
    </>
  )
}
