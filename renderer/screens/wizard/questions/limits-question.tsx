/** The third question: how long training may take, how big and how slow the model may be, how many threads it gets. */
import { type Limits, timeBudgets } from '../../../../compute/spec/advice.ts'
import { useAppInfo } from '../../../app/app-info.tsx'
import { NumberField } from '../../../components/field.tsx'
import { Reasoned } from '../../../components/page.tsx'
import { RadioRows } from '../../../components/select.tsx'
import { Switch } from '../../../components/toggle.tsx'
import { useWords } from '../../../i18n/words.ts'
import type { QuestionProps } from './question-props.ts'

/** What a limit begins with when it is switched on. */
const usual = { maxFileMb: 1, maxPredictionMs: 1 } as const

/** See the file's head. */
export function LimitsQuestion({ wizard: { state, send } }: QuestionProps) {
  const { text, say } = useWords()
  const { cores } = useAppInfo()
  const { limits } = state.answers
  const set = <Key extends keyof Limits>(key: Key, value: Limits[Key]) =>
    send({ type: 'answered', field: key, change: { limits: { ...limits, [key]: value } } })
  const limit = (key: keyof typeof usual, unit: string) => (
    <Reasoned reason={text(`wizard.limitReasons.${key}`)}>
      <div className="wizard-limit">
        <Switch isSelected={limits[key] !== null} onChange={(on) => set(key, on ? usual[key] : null)}>
          {text(`wizard.limits.${key}`)}
        </Switch>
        {limits[key] !== null && (
          <NumberField
            label={text(`wizard.limits.${key}`)}
            labelHidden
            unit={unit}
            minValue={0.001}
            formatOptions={{ maximumFractionDigits: 3 }}
            value={limits[key]}
            onChange={(value) => Number.isFinite(value) && set(key, value)}
          />
        )}
      </div>
    </Reasoned>
  )
  return (
    <>
      <Reasoned reason={say(state.suggested.reasons.limits)}>
        <RadioRows
          label={text('wizard.limits.budget')}
          value={limits.budget}
          onChange={(budget) => set('budget', budget)}
          options={timeBudgets.map((value) => ({
            value,
            label: text(`wizard.budgets.${value}`),
            hint: text(`wizard.budgetHints.${value}`),
          }))}
        />
      </Reasoned>
      {limit('maxFileMb', 'MB')}
      {limit('maxPredictionMs', 'ms')}
      <Reasoned reason={text('wizard.limitReasons.threads', { cores })}>
        <div className="wizard-limit">
          <NumberField
            label={text('wizard.limits.threads')}
            stepper
            minValue={1}
            maxValue={Math.max(cores, limits.threads)}
            value={limits.threads}
            onChange={(value) => Number.isFinite(value) && set('threads', value)}
          />
        </div>
      </Reasoned>
    </>
  )
}
