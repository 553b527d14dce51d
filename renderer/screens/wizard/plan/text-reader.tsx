/**
 * Who reads the texts: a count of their words, a network that learns from them alone, or a published model that was
 * brought into the project and learns further.
 */
import { type TextReader as Reader, wordReaders } from '../../../../compute/spec/advice.ts'
import { Section } from '../../../components/page.tsx'
import { RadioRows } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import type { PlanState } from '../state/wizard.ts'
import type { Wizard } from '../use-wizard.ts'
import { ModelImportButton, ModelImportState } from './model-import.tsx'
import { useModelImport } from './use-model-import.ts'

/** The choice of no reader: words are counted. */
const words = 'words'

/** Readers as the values of one list: models by their ids, which no network is named like. */
const choiceOf = (reader: Reader | undefined): string =>
  reader === undefined ? words : reader.kind === 'network' ? reader.network : reader.model

function readerOf(choice: string): Reader | null {
  if (choice === words) return null
  const network = wordReaders.find((name) => name === choice)
  return network === undefined ? { kind: 'pretrained', model: choice } : { kind: 'network', network }
}

export interface TextReaderProps {
  readonly wizard: Wizard
  readonly state: PlanState
}

/** See the file's head. Another choice makes another recommendation. */
export function TextReader({ wizard, state }: TextReaderProps) {
  const { text } = useWords()
  const labelling = state.answers.labelling !== undefined
  const read = (choice: string) => wizard.send({ type: 'reread', reader: readerOf(choice) })
  const { options, ...bringing } = useModelImport(read)
  return (
    <Section
      title={text('wizard.reader.title')}
      lead={text(labelling ? 'wizard.reader.labelLead' : 'wizard.reader.lead')}
      actions={<ModelImportButton {...bringing} />}
    >
      <ModelImportState {...bringing} />
      <RadioRows
        label={text('wizard.reader.title')}
        labelHidden
        value={choiceOf(state.answers.reader)}
        onChange={read}
        options={[
          // A count of words says nothing of each of them.
          ...(labelling
            ? []
            : [{ value: words, label: text('wizard.reader.words'), hint: text('wizard.reader.wordsHint') }]),
          ...wordReaders.map((network) => ({
            value: network,
            label: text(`wizard.reader.networks.${network}`),
            hint: text(`wizard.reader.networkHints.${network}`),
          })),
          ...options,
        ]}
      />
    </Section>
  )
}
