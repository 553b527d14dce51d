/** What a model is told of a date: a box to tick for each of its parts, one of them at least. */
import { datePartPeriods, dateParts } from '../../../../compute/spec/date-parts.ts'
import { Checkbox } from '../../../components/toggle.tsx'
import { useWords } from '../../../i18n/words.ts'
import type { Plan } from '../state/plan.ts'

type Feature = Plan['features'][number]

interface DatePartsProps {
  readonly feature: Feature
  readonly onChange: (feature: Feature) => void
}

/** See the file's head. All parts are written as none, so that they don't count as a change. */
export function DateParts({ feature: { column, kind, parts = [...dateParts] }, onChange }: DatePartsProps) {
  const { text } = useWords()
  const change = (next: typeof parts) =>
    onChange({ column, kind, ...(next.length === dateParts.length ? {} : { parts: next }) })
  return (
    <div className="date-parts" role="group" aria-label={text('wizard.recipe.partsOf', { column })}>
      {dateParts.map((part) => (
        <Checkbox
          key={part}
          isSelected={parts.includes(part)}
          isDisabled={parts.length === 1 && parts[0] === part}
          onChange={(use) => change(dateParts.filter((each) => (each === part ? use : parts.includes(each))))}
        >
          <span>{text(`wizard.recipe.parts.${part}`)}</span>
          <span className="quiet">
            {text(datePartPeriods[part] === null ? 'wizard.recipe.partGrows' : 'wizard.recipe.partComesRound')}
          </span>
        </Checkbox>
      ))}
      <p className="quiet">{text('wizard.recipe.partsHint')}</p>
    </div>
  )
}
