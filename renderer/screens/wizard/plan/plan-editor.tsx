/** "Change anything": all of the model, its training and its data, in groups that unfold. */
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components'
import type { Message } from '../../../../compute/spec/message.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { Button } from '../../../components/button.tsx'
import { Section } from '../../../components/page.tsx'
import { useWords } from '../../../i18n/words.ts'
import type { PlanField } from '../state/plan.ts'
import type { Wizard } from '../use-wizard.ts'
import { AdvancedFields } from './advanced-fields.tsx'
import { DataFields } from './data-fields.tsx'
import { EditorContext } from './editor-context.ts'
import { ModelFields } from './model-fields.tsx'
import type { PlanState } from '../state/wizard.ts'
import { useSettingWords } from './setting-words.ts'
import { TrainingFields } from './training-fields.tsx'

export interface PlanEditorProps {
  readonly dataset: DatasetRecord
  readonly wizard: Wizard
  readonly state: PlanState
  readonly problems: Partial<Record<PlanField, Message>>
  readonly changed: readonly PlanField[]
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
      ] as const),
      ...(['augmentation', 'soundAugmentation', 'textAugmentation'] as const),
      ...(['cell', 'embedding', 'layers', 'width', 'heads', 'feedForward', 'bidirectional', 'positions'] as const),
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
  data: { fields: ['features', 'split', 'seed'], summary: ['split', 'seed'], body: () => <DataFields /> },
} as const satisfies Record<
  string,
  { fields: readonly PlanField[]; summary: readonly PlanField[]; body: () => ReactNode }
>

type Group = keyof typeof groups
const groupNames = Object.keys(groups) as Group[]

/** See the file's head. */
export function PlanEditor({ dataset, wizard, state, problems, changed }: PlanEditorProps) {
  const { text } = useWords()
  const { send } = wizard
  return (
    <EditorContext
      value={{
        dataset,
        state,
        problems,
        changed,
        set: (field, value) => send({ type: 'planned', field, value }),
        reset: (field) => send({ type: 'reset', field }),
      }}
    >
      <Section
        title={text('wizard.changeAnything')}
        lead={text('wizard.changeLead')}
        actions={
          changed.length > 0 && (
            <Button size="small" onPress={() => send({ type: 'reset', field: 'all' })}>
              {text('wizard.resetAll', { count: changed.length })}
            </Button>
          )
        }
      >
        {groupNames.map((group) => (
          <GroupPanel key={group} group={group} state={state} changed={changed} problems={problems} />
        ))}
      </Section>
    </EditorContext>
  )
}

interface GroupPanelProps extends Pick<PlanEditorProps, 'state' | 'changed' | 'problems'> {
  readonly group: Group
}

function GroupPanel({ group, state, changed, problems }: GroupPanelProps) {
  const { text } = useWords()
  const write = useSettingWords(state)
  const { fields, summary, body } = groups[group]
  const own = fields.filter((field) => changed.includes(field))
  const wrong = fields.some((field) => problems[field] !== undefined)
  return (
    <Disclosure className="editor-group">
      <Heading level={3} className="editor-heading">
        <AriaButton slot="trigger" className="editor-trigger">
          <ChevronRight className="icon editor-arrow" aria-hidden />
          <span className="editor-name">{text(`wizard.groups.${group}`)}</span>
          <span className="editor-summary ellipsis">
            {wrong ? (
              <span className="editor-wrong">{text('wizard.wrong')}</span>
            ) : (
              [...new Set(summary.map((field) => write(field)))]
                .filter((words) => words !== '' && words !== '—')
                .join(' · ')
            )}
          </span>
          {own.length > 0 && <span className="editor-changed">{text('wizard.changed', { count: own.length })}</span>}
        </AriaButton>
      </Heading>
      <DisclosurePanel className="editor-panel">{body()}</DisclosurePanel>
    </Disclosure>
  )
}
