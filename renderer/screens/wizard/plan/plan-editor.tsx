/** "Change anything": all of the model, its training and its data, in groups that unfold. */
import type { ReactNode } from 'react'
import type { Message } from '../../../../compute/spec/message.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import type { PlanField } from '../state/plan.ts'
import type { Wizard } from '../use-wizard.ts'
import { AdvancedFields } from './advanced-fields.tsx'
import { DataFields } from './data-fields.tsx'
import { EditorContext } from './editor-context.ts'
import { EditorGroup, type EditorGroupName, EditorSection } from './editor-group.tsx'
import { LayerFields, useLayersLine } from './layer-fields.tsx'
import { ModelFields } from './model-fields.tsx'
import type { PlanState } from '../state/wizard.ts'
import { useSettingWords } from './setting-words.ts'
import { TrainingFields } from './training-fields.tsx'
import type { LayersAnswer } from './use-planned-layers.ts'

export interface PlanEditorProps {
  readonly dataset: DatasetRecord
  readonly wizard: Wizard
  readonly state: PlanState
  readonly problems: Partial<Record<PlanField, Message>>
  readonly changed: readonly PlanField[]
  readonly layers: LayersAnswer
}

/** The groups: their fields, and those that stand in the line that is seen while folded. */
const groups = {
  model: {
    fields: [
      ...([
        'image',
        'sound',
        'design',
        'vector',
        'hidden',
        'joint',
        'activation',
        'normalization',
        'tokens',
        'frozen',
        'pooling',
        'dropout',
        'categories',
      ] as const),
      ...(['augmentation', 'soundAugmentation', 'textAugmentation', 'seriesAugmentation'] as const),
      ...(['cell', 'embedding', 'layers', 'width', 'heads', 'feedForward', 'bidirectional', 'positions'] as const),
      ...(['projectsInput', 'normalizeFirst', 'causal'] as const),
    ],
    summary: ['image', 'sound', 'hidden', 'activation', 'normalization', 'tokens', 'dropout'],
    body: () => <ModelFields />,
  },
  training: {
    fields: ['epochs', 'batchSize', 'optimizer', 'learningRate', 'schedule', 'weightDecay', 'earlyStopping', 'threads'],
    summary: ['epochs', 'batchSize', 'optimizer', 'learningRate'],
    body: () => <TrainingFields />,
  },
  advanced: {
    fields: ['loss', 'classSampling', 'gradientClip', 'averaging', 'accumulation', 'device'],
    summary: ['loss', 'gradientClip', 'averaging'],
    body: () => <AdvancedFields />,
  },
  layers: { fields: ['frozen', 'learningRateFactors', 'undecayed'], summary: [], body: () => <LayerFields /> },
  data: { fields: ['features', 'split', 'seed'], summary: ['split', 'seed'], body: () => <DataFields /> },
} as const satisfies Record<
  EditorGroupName,
  { fields: readonly PlanField[]; summary: readonly PlanField[]; body: () => ReactNode }
>

type Group = keyof typeof groups
const groupNames = Object.keys(groups) as Group[]

/** See the file's head. */
export function PlanEditor({ dataset, wizard, state, problems, changed, layers }: PlanEditorProps) {
  const { send } = wizard
  return (
    <EditorContext
      value={{
        dataset,
        state,
        problems,
        changed,
        layers,
        set: (field, value) => send({ type: 'planned', field, value }),
        reset: (field) => send({ type: 'reset', field }),
        structure: (structure) => send({ type: 'structured', structure }),
      }}
    >
      <EditorSection changed={changed.length} onResetAll={() => send({ type: 'reset', field: 'all' })}>
        {groupNames.map((group) => (
          <GroupPanel key={group} group={group} state={state} changed={changed} problems={problems} />
        ))}
      </EditorSection>
    </EditorContext>
  )
}

interface GroupPanelProps extends Pick<PlanEditorProps, 'state' | 'changed' | 'problems'> {
  readonly group: Group
}

function GroupPanel({ group, state, changed, problems }: GroupPanelProps) {
  const write = useSettingWords(state)
  const layersLine = useLayersLine()
  const { fields, summary, body } = groups[group]
  return (
    <EditorGroup
      name={group}
      summary={group === 'layers' ? [layersLine] : summary.map((field) => write(field))}
      changed={fields.filter((field) => changed.includes(field)).length}
      isWrong={fields.some((field) => problems[field] !== undefined)}
    >
      {body()}
    </EditorGroup>
  )
}
