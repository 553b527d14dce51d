/** Columns that the recommendation leaves out, each with its reason. */
import { useState } from 'react'
import type { Recommendation } from '../../../../compute/spec/advice.ts'
import { Button } from '../../../components/button.tsx'
import { Section } from '../../../components/page.tsx'
import { useWords } from '../../../i18n/words.ts'
import type { Plan } from '../state/plan.ts'

const few = 5

export interface LeftOutProps {
  readonly leftOut: Recommendation['leftOut']
  readonly plan: Plan
}

/** See the file's head. Columns that a person took in again are not listed. */
export function LeftOut({ leftOut, plan }: LeftOutProps) {
  const { text, say } = useWords()
  const [all, setAll] = useState(false)
  const used = new Set(plan.features.map(({ column }) => column))
  const out = leftOut.filter(({ column }) => !used.has(column))
  const shown = all ? out : out.slice(0, few)
  return (
    <Section title={text('wizard.leftOut')}>
      {out.length === 0 && <p className="quiet">{text('wizard.noneLeftOut')}</p>}
      <ul className="left-out">
        {shown.map(({ column, reason }) => (
          <li key={column}>
            <span className="left-out-name">{column}</span>
            <span>{say(reason)}</span>
          </li>
        ))}
      </ul>
      {out.length > shown.length && (
        <Button size="small" variant="quiet" onPress={() => setAll(true)}>
          {text('dataset.allFindings', { count: out.length })}
        </Button>
      )}
    </Section>
  )
}
