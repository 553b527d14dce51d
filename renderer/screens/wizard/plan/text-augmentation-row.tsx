/** How texts are changed while training: off, or in which ways, with some of the dataset's to see it by. */
import { Dices } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { TextAugmentation } from '../../../../compute/spec/text-augmentation.ts'
import { useRequest } from '../../../bridge/hooks.ts'
import { useRested } from '../../../bridge/use-rested.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Switch } from '../../../components/toggle.tsx'
import { useWords } from '../../../i18n/words.ts'
import { type Amount, AmountFields } from './amount-fields.tsx'
import { useEditor, usePlanField } from './editor-context.ts'
import { FieldRow } from './field-row.tsx'
import './text-augmentation-row.css'

/** Changes that hardly ever make another thing of what a text says. */
const usual: TextAugmentation = { dropout: 0.1, swap: 0.05 }
const share: Amount = { most: 0.5, step: 0.05, decimals: 2 }
const both = { dropout: share, swap: share } as const satisfies Record<keyof TextAugmentation, Amount>
/** So long the plan must rest before its texts are made, in milliseconds. */
const rest = 250

/** See the file's head. */
export function TextAugmentationRow() {
  const { text } = useWords()
  const { state } = useEditor()
  const [augmentation, set] = usePlanField('textAugmentation')
  // Where each word has a label, none may leave its own.
  const labelled = state.plan.labelling !== undefined
  return (
    <FieldRow field="textAugmentation">
      <Switch
        isSelected={augmentation !== null}
        onChange={(on) => set(on ? { ...usual, ...(labelled ? { swap: 0 } : {}) } : null)}
      >
        {text('wizard.fields.textAugmentation')}
      </Switch>
      {augmentation !== null && (
        <>
          <AmountFields<string>
            amounts={labelled ? { dropout: both.dropout } : both}
            values={augmentation}
            labelOf={(name) => text(`wizard.textAugmentation.${name}`)}
            onChange={(name, value) => set({ ...augmentation, [name]: value })}
          />
          <p className="caption muted">
            {text(labelled ? 'wizard.textAugmentation.labelled' : 'wizard.textAugmentation.caution')}
          </p>
          <ChangedTexts augmentation={augmentation} labelled={labelled} />
        </>
      )}
    </FieldRow>
  )
}

interface ChangedTextsProps {
  readonly augmentation: TextAugmentation
  readonly labelled: boolean
}

/** Some texts, and what a training would make of them. */
function ChangedTexts({ augmentation, labelled }: ChangedTextsProps) {
  const { text } = useWords()
  const { dataset, state } = useEditor()
  const [seed, setSeed] = useState(1)
  const column = state.plan.features[0]?.column ?? ''
  const question = useMemo(() => ({ column, labelled, augmentation }), [column, labelled, augmentation])
  const rested = useRested(question, rest)
  const { data, error } = useRequest(
    'advice.textAugmentation',
    { datasetId: dataset.id, ...rested, seed },
    { keepPrevious: true },
  )
  if (error !== null) return <ErrorNotice error={error} />
  if (data === undefined) return null
  return (
    <figure className="changed-texts" aria-label={text('wizard.textAugmentation.preview')}>
      <figcaption className="augmented-head">
        <span className="caption">{text('wizard.textAugmentation.preview')}</span>
        <Button size="small" icon={Dices} onPress={() => setSeed(seed + 1)}>
          {text('wizard.augmentation.again')}
        </Button>
      </figcaption>
      {data.texts.map(({ original, changed }, index) => (
        <div key={index} className="changed-text">
          <p className="quiet">{original.join(' ')}</p>
          {changed.map((words, way) => (
            <p key={way}>
              <Changed words={words} original={original} />
            </p>
          ))}
        </div>
      ))}
    </figure>
  )
}

interface ChangedProps {
  readonly words: readonly (string | null)[]
  readonly original: readonly string[]
}

/** The words as they are read: those that stand elsewhere are marked, those that are not read are a gap. */
function Changed({ words, original }: ChangedProps) {
  return words.map((word, at) => (
    <span key={at}>
      {word === null ? (
        <span className="changed-gap" />
      ) : word === original[at] ? (
        word
      ) : (
        <span className="changed-moved">{word}</span>
      )}{' '}
    </span>
  ))
}
