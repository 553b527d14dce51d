/** The four steps on a scale: where one is, and the way back to any of them. */
import { Button as AriaButton } from 'react-aria-components'
import { useWords } from '../../../i18n/words.ts'
import { questions } from '../state/wizard.ts'
import type { Wizard } from '../use-wizard.ts'

const stops = [...questions, 'plan'] as const

/** A rule with a named tick for each step. */
export function StepsLine({ wizard: { state, send } }: { readonly wizard: Wizard }) {
  const { text } = useWords()
  const at =
    state.step === 'recommending' || state.step === 'generation' ? stops.indexOf('plan') : stops.indexOf(state.step)
  return (
    <ol className="steps" aria-label={text('wizard.steps.label')}>
      {stops.map((stop, index) => (
        <li key={stop} className={index <= at ? 'step step-reached' : 'step'}>
          <AriaButton
            className="step-button"
            {...(index === at ? { 'aria-current': 'step' as const } : {})}
            onPress={() => send(stop === 'plan' ? { type: 'settled' } : { type: 'asked', question: stop })}
          >
            <span className="step-number">{index + 1}</span>
            {text(`wizard.steps.${stop}`)}
          </AriaButton>
        </li>
      ))}
    </ol>
  )
}
