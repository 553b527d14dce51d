/**
 * The card of a recommendation, whatever is recommended: the pick and why, its cost here, what it has to beat, and what comes
 * second, with when that would win.
 */
import { Star } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Cost } from '../../../../compute/spec/advice.ts'
import type { Message } from '../../../../compute/spec/message.ts'
import { Button } from '../../../components/button.tsx'
import { useWords } from '../../../i18n/words.ts'
import type { Choice } from '../state/plan.ts'
import { CostFacts } from './cost.tsx'

export interface RecommendationFrameProps {
  /** Whose network the plan has. */
  readonly choice: Choice
  /** The plan's network. */
  readonly title: string
  /** What it is for. */
  readonly purpose: string
  readonly cost: Cost
  readonly baseline: Message
  readonly pick: string
  readonly runnerUp: { readonly name: string; readonly when: Message }
  readonly onChoose: (choice: 'pick' | 'runner-up') => void
  /** Under the title: a picture, the reasons. */
  readonly children: ReactNode
}

export function RecommendationFrame(props: RecommendationFrameProps) {
  const { choice, title, purpose, cost, baseline, pick, runnerUp, onChoose, children } = props
  const { text, say } = useWords()
  return (
    <section className="card" aria-label={text('wizard.recommendation')}>
      <div className="card-main">
        <p className={`card-choice card-choice-${choice}`}>
          {choice === 'pick' && <Star className="icon" fill="currentColor" aria-hidden />}
          {text(`wizard.choices.${choice}`)}
        </p>
        <h2 className="card-title">{title}</h2>
        <p className="quiet">{purpose}</p>
        {children}
      </div>
      <div className="card-side">
        <h3>{text('wizard.costHere')}</h3>
        <CostFacts cost={cost} />
        <h3>{text('wizard.toBeat')}</h3>
        <p className="card-text">{say(baseline)}</p>
        <h3>{text('wizard.runnerUp')}</h3>
        <p className="card-second">{runnerUp.name}</p>
        <p className="card-text">{say(runnerUp.when)}</p>
        <div className="card-choose">
          {choice !== 'runner-up' && (
            <Button size="small" onPress={() => onChoose('runner-up')}>
              {text('wizard.takeRunnerUp')}
            </Button>
          )}
          {choice !== 'pick' && (
            <Button size="small" onPress={() => onChoose('pick')}>
              {text('wizard.takePick', { model: pick })}
            </Button>
          )}
        </div>
      </div>
    </section>
  )
}
