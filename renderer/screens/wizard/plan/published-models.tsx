/** The published model that is to learn from the data, where no other will do: those of the project, and how to get one. */
import { Section } from '../../../components/page.tsx'
import { RadioRows } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { ModelImportButton, ModelImportState } from './model-import.tsx'
import { useModelImport } from './use-model-import.ts'

export interface PublishedModelsProps {
  /** The chosen model's id. */
  readonly value: string | null
  readonly onChange: (id: string) => void
}

/** See the file's head. */
export function PublishedModels({ value, onChange }: PublishedModelsProps) {
  const { text } = useWords()
  const { models, options, ...bringing } = useModelImport(onChange)
  const isEmpty = models.data?.length === 0
  return (
    <Section
      title={text('wizard.answering.model')}
      lead={text('wizard.answering.modelLead')}
      actions={<ModelImportButton {...bringing} primary={isEmpty} />}
    >
      <ModelImportState {...bringing} />
      {isEmpty ? (
        <div className="wizard-how">
          <p>{text('wizard.answering.noModel')}</p>
          <ol>
            {(['choose', 'files', 'bring'] as const).map((step) => (
              <li key={step}>{text(`wizard.answering.steps.${step}`)}</li>
            ))}
          </ol>
        </div>
      ) : (
        <RadioRows
          label={text('wizard.answering.model')}
          labelHidden
          value={value}
          onChange={onChange}
          options={options}
        />
      )}
    </Section>
  )
}
