/** Every metric of the test rows, the model's beside the baseline's. */
import { ArrowDown, ArrowUp } from 'lucide-react'
import { metrics } from '../../../compute/spec/evaluation.ts'
import { Explain } from '../../components/explain.tsx'
import { useWords } from '../../i18n/words.ts'
import { writeGain } from './gain-words.ts'
import { type Gain, honestShare, scoreRows, type Scores } from './scores.ts'
import './tables.css'

export function ScoreTable({ scores }: { readonly scores: Scores }) {
  const { text, format } = useWords()
  return (
    <table className="figures-table">
      <thead>
        <tr>
          <th scope="col">{text('result.metric')}</th>
          <th scope="col" className="number">
            {text('result.model')}
          </th>
          <th scope="col" className="number">
            {text('result.baseline')}
          </th>
          <th scope="col" className="number">
            {text('result.change')}
          </th>
        </tr>
      </thead>
      <tbody>
        {scoreRows(scores).map(({ metric, model, baseline, gain }) => {
          const write = (value: number) =>
            metrics[metric].percent ? format.percent(honestShare(value)) : format.number(value)
          const name = text(`result.metrics.${metric}.name`)
          return (
            <tr key={metric}>
              <th scope="row">
                {name}
                <Explain term={name} meaning={text(`result.metrics.${metric}.meaning`)} />
              </th>
              <td className="number figures-strong">{write(model)}</td>
              <td className="number quiet">{write(baseline)}</td>
              <td className="number">
                <GainText gain={gain} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** The change with its sign; a change for the worse is marked by more than its colour. */
function GainText({ gain }: { readonly gain: Gain }) {
  const words = useWords()
  if (gain.change === 0) return <span className="muted">{words.text('result.same')}</span>
  const Arrow = gain.change > 0 ? ArrowUp : ArrowDown
  return (
    <span className={gain.better ? 'gain' : 'gain gain-worse'}>
      <Arrow className="icon gain-arrow" aria-hidden />
      {writeGain(gain, words)}
      {!gain.better && ` · ${words.text('result.worse')}`}
    </span>
  )
}
