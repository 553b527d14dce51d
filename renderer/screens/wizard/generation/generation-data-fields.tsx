/** Which pictures are learned from, where some of them are to watch and to judge by, and where chance begins. */
import { NumberField } from '../../../components/field.tsx'
import { useWords } from '../../../i18n/words.ts'
import { useGenerationField } from './generation-editor-context.ts'
import { GenerationNumberRow, GenerationRow } from './generation-row.tsx'

/** See the file's head. */
export function GenerationDataFields() {
  return (
    <>
      <HeldBackRow />
      <GenerationNumberRow field="seed" />
    </>
  )
}

const parts = ['validation', 'test'] as const
/** The most of the pictures that a part may hold back. */
const mostHeld = 0.5

function HeldBackRow() {
  const { text } = useWords()
  const [heldBack, set] = useGenerationField('heldBack')
  if (heldBack === undefined) return null
  return (
    <GenerationRow field="heldBack">
      <span className="field-label">{text('wizard.generation.fields.heldBack')}</span>
      <div className="layers">
        {parts.map((part) => (
          <NumberField
            key={part}
            label={text(`wizard.splitParts.${part}`)}
            stepper
            step={0.01}
            minValue={0}
            maxValue={mostHeld}
            formatOptions={{ style: 'percent', maximumFractionDigits: 0 }}
            value={heldBack[part]}
            onChange={(share) => Number.isFinite(share) && set({ ...heldBack, [part]: share })}
          />
        ))}
      </div>
    </GenerationRow>
  )
}
