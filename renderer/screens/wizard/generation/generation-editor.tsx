/** "Change anything" of a plan for making pictures: its network first, then all else in groups that unfold. */
import type { ReactNode } from 'react'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { type GenerativeChoice, generativeChoices } from '../../../../compute/spec/generation-advice.ts'
import { Reasoned } from '../../../components/page.tsx'
import { RadioRows } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { type GenerationSetting, generationSettings } from '../../runs/generation-settings.ts'
import { EditorGroup, type EditorGroupName, EditorSection } from '../plan/editor-group.tsx'
import type { GenerationState } from '../state/wizard.ts'
import type { Wizard } from '../use-wizard.ts'
import { GenerationDataFields } from './generation-data-fields.tsx'
import { GenerationEditorContext } from './generation-editor-context.ts'
import { type GenerationField, generationField, type NetworkField, withGenerationField } from './generation-fields.ts'
import { GenerationModelFields } from './generation-model-fields.tsx'
import { changedGenerationFields, choiceOf, type GenerationProblems } from './generation-plan.ts'
import { GenerationAdvancedFields, GenerationTrainingFields } from './generation-training-fields.tsx'

export interface GenerationEditorProps {
  readonly dataset: DatasetRecord
  readonly wizard: Wizard
  readonly state: GenerationState
  readonly problems: GenerationProblems
}

interface Group {
  /** Its fields; those of networks by what they are called of any. */
  readonly fields: readonly (GenerationField | NetworkField)[]
  /** What is seen of it while folded. */
  readonly summary: readonly GenerationSetting[]
  readonly body: () => ReactNode
}

/** How the layers of several networks learn is said by each network's own fields. */
type GenerationGroupName = Exclude<EditorGroupName, 'layers'>

const groups = {
  model: {
    fields: [
      ...(['image', 'vaeLayers', 'ganLayers', 'activation', 'slope'] as const),
      ...(['latent', 'beta', 'goal', 'discriminatorSteps'] as const),
    ],
    summary: ['input', 'hidden', 'adversarialLoss', 'latent'],
    body: () => <GenerationModelFields />,
  },
  training: {
    fields: [
      ...(['epochs', 'earlyStopping', 'batchSize', 'optimizer', 'learningRate'] as const),
      ...(['schedule', 'weightDecay', 'threads'] as const),
    ],
    summary: ['epochs', 'batchSize', 'optimizer', 'learningRate'],
    body: () => <GenerationTrainingFields />,
  },
  advanced: {
    fields: ['gradientClip', 'averaging', 'accumulation', 'samples', 'device'],
    summary: ['gradientClip', 'averaging'],
    body: () => <GenerationAdvancedFields />,
  },
  data: { fields: ['heldBack', 'seed'], summary: ['heldBack', 'seed'], body: () => <GenerationDataFields /> },
} as const satisfies Record<GenerationGroupName, Group>

const groupNames = Object.keys(groups) as GenerationGroupName[]

/** See the file's head. */
export function GenerationEditor({ dataset, wizard, state, problems }: GenerationEditorProps) {
  const { plan, base, recommendation } = state
  const recommended = recommendation.specs[base]
  const changed = changedGenerationFields(plan, base, recommendation)
  const { send } = wizard
  const change = (field: string, next: typeof plan) => send({ type: 'generation-planned', field, plan: next })
  return (
    <GenerationEditorContext
      value={{
        dataset,
        state,
        problems,
        changed,
        set: (field, value) => change(field, withGenerationField(plan, field, value)),
        reset: (field) => {
          const usual = generationField(recommended, field)
          if (usual !== undefined) change(`reset ${field}`, withGenerationField(plan, field, usual))
        },
      }}
    >
      <EditorSection changed={changed.length} onResetAll={() => change('all', recommended)}>
        <NetworkChoice state={state} onChoose={(choice) => send({ type: 'generation-chose', choice })} />
        {groupNames.map((group) => (
          <GroupPanel key={group} group={group} plan={plan} changed={changed} problems={problems} />
        ))}
      </EditorSection>
    </GenerationEditorContext>
  )
}

interface NetworkChoiceProps {
  readonly state: GenerationState
  readonly onChoose: (choice: GenerativeChoice) => void
}

function NetworkChoice({ state: { plan, base, recommendation }, onChoose }: NetworkChoiceProps) {
  const { text } = useWords()
  return (
    <Reasoned reason={text('wizard.generation.networkReason')}>
      <RadioRows
        label={text('wizard.generation.network')}
        value={choiceOf(plan, base, recommendation)}
        onChange={onChoose}
        options={generativeChoices.map((value) => ({
          value,
          label: text(`wizard.generation.networks.${value}`),
          // Told the classes it has more inputs than the article's.
          hint: text(
            value === 'article-gan' && recommendation.specs[value].label !== null
              ? 'wizard.generation.articleGanWithClasses'
              : `wizard.generation.networkHints.${value}`,
          ),
        }))}
      />
    </Reasoned>
  )
}

interface GroupPanelProps extends Pick<GenerationEditorProps, 'problems'> {
  readonly group: GenerationGroupName
  readonly plan: GenerationState['plan']
  readonly changed: readonly GenerationField[]
}

function GroupPanel({ group, plan, changed, problems }: GroupPanelProps) {
  const words = useWords()
  const { fields, summary, body }: Group = groups[group]
  const isOwn = (name: string) => fields.some((field) => field === name || name.endsWith(`.${field}`))
  // Nothing can be held back where nothing would be watched.
  const isTold = (setting: GenerationSetting) =>
    setting !== 'heldBack' || generationField(plan, 'heldBack') !== undefined
  return (
    <EditorGroup
      name={group}
      summary={summary.filter(isTold).map((setting) => generationSettings[setting].write(plan, words) ?? '')}
      changed={changed.filter(isOwn).length}
      isWrong={Object.keys(problems.byField).some(isOwn)}
    >
      {body()}
    </EditorGroup>
  )
}
