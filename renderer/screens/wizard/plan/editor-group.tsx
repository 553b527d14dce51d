/** A group of a plan's fields that unfolds: what they are set to in one line, and how many were changed. */
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components'
import { Button } from '../../../components/button.tsx'
import { Section } from '../../../components/page.tsx'
import { useWords } from '../../../i18n/words.ts'

/** The groups, whatever is planned. */
export type EditorGroupName = 'model' | 'training' | 'advanced' | 'layers' | 'data'

export interface EditorGroupProps {
  readonly name: EditorGroupName
  /** What its main fields are set to. Those that a plan doesn't have are empty or a dash. */
  readonly summary: readonly string[]
  /** How many of its fields are not as recommended. */
  readonly changed: number
  /** Whether one of its fields is not valid. */
  readonly isWrong: boolean
  readonly children: ReactNode
}

/** See the file's head. */
export function EditorGroup({ name, summary, changed, isWrong, children }: EditorGroupProps) {
  const { text } = useWords()
  return (
    <Disclosure className="editor-group">
      <Heading level={3} className="editor-heading">
        <AriaButton slot="trigger" className="editor-trigger">
          <ChevronRight className="icon editor-arrow" aria-hidden />
          <span className="editor-name">{text(`wizard.groups.${name}`)}</span>
          <span className="editor-summary ellipsis">
            {isWrong ? (
              <span className="editor-wrong">{text('wizard.wrong')}</span>
            ) : (
              [...new Set(summary)].filter((words) => words !== '' && words !== '—').join(' · ')
            )}
          </span>
          {changed > 0 && <span className="editor-changed">{text('wizard.changed', { count: changed })}</span>}
        </AriaButton>
      </Heading>
      <DisclosurePanel className="editor-panel">{children}</DisclosurePanel>
    </Disclosure>
  )
}

export interface EditorSectionProps {
  /** How many fields are not as recommended. */
  readonly changed: number
  readonly onResetAll: () => void
  readonly children: ReactNode
}

/** "Change anything": the groups, and the way back to what was recommended. */
export function EditorSection({ changed, onResetAll, children }: EditorSectionProps) {
  const { text } = useWords()
  return (
    <Section
      title={text('wizard.changeAnything')}
      lead={text('wizard.changeLead')}
      actions={
        changed > 0 && (
          <Button size="small" onPress={onResetAll}>
            {text('wizard.resetAll', { count: changed })}
          </Button>
        )
      }
    >
      {children}
    </Section>
  )
}
