/** Scores and settings of the compared runs, a column each; the best score of a row stands out. */
import { Trophy } from 'lucide-react'
import { metrics } from '../../../compute/spec/evaluation.ts'
import type { AnyRunRecord } from '../../../main/ipc/contract/records.ts'
import { CurveKey } from '../../charts/lines/curve-readings.tsx'
import { useWords, type Words } from '../../i18n/words.ts'
import { writeSeconds } from '../training/write-seconds.ts'
import { bestRuns, type ComparedFigure, comparedFigures, figureOf } from './comparison.ts'
import { differingSettings, nameSetting, settingsOf, writeSetting } from './run-settings.ts'
import { RunStatusMark } from './run-status.tsx'
import type { RunTone } from './run-tones.ts'

export interface CompareTableProps {
  readonly runs: readonly AnyRunRecord[]
  readonly tones: ReadonlyMap<string, RunTone>
  readonly onlyDiffering: boolean
}

export function CompareTable({ runs, tones, onlyDiffering }: CompareTableProps) {
  const words = useWords()
  const { text } = words
  const specs = runs.map(({ spec }) => spec)
  const differing = differingSettings(specs, words)
  const keys = onlyDiffering ? differing : settingsOf(specs, words)
  return (
    <div className="compare-table-frame" tabIndex={0} role="region" aria-label={text('runs.compareSettings')}>
      <table className="compare-table">
        <thead>
          <tr>
            <td />
            {runs.map((run) => {
              const tone = tones.get(run.id)
              return (
                <th key={run.id} scope="col" title={run.name}>
                  {tone !== undefined && <CurveKey curve={tone} />}
                  <span className="compare-run">{run.name}</span>
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{text('runs.columns.status')}</th>
            {runs.map((run) => (
              <td key={run.id}>
                <RunStatusMark status={run.status} />
              </td>
            ))}
          </tr>
          {(Object.keys(comparedFigures) as ComparedFigure[]).map((figure) => {
            const best = bestRuns(runs, figure)
            return (
              <tr key={figure}>
                <th scope="row">{text(`runs.figures.${figure}`)}</th>
                {runs.map((run, index) => (
                  <td key={run.id} className={best.includes(index) ? 'compare-best' : undefined}>
                    {writeFigure(run, figure, words)}
                    {best.includes(index) && <Trophy className="icon" aria-label={text('runs.best')} />}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
        <tbody>
          {keys.map((key) => (
            <tr key={key} className={!onlyDiffering && differing.includes(key) ? 'compare-differs' : undefined}>
              <th scope="row">{nameSetting(key, words)}</th>
              {runs.map((run) => (
                <td key={run.id}>{writeSetting(key, run.spec, words)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {keys.length === 0 && <p className="muted">{text('runs.sameSettings')}</p>}
    </div>
  )
}

function writeFigure(run: AnyRunRecord, figure: ComparedFigure, { text, format }: Words): string {
  const value = figureOf(run, figure)
  if (value === null) return '—'
  switch (figure) {
    case 'score': {
      const metric = run.score?.metric ?? 'accuracy'
      const name = text(`result.metrics.${metric}.name`)
      return `${name} ${metrics[metric].percent ? format.percent(value) : format.number(value)}`
    }
    case 'bestValidationLoss':
      return format.number(value)
    case 'bestEpoch':
      return format.integer(value)
    case 'seconds':
      return writeSeconds(value, format)
  }
}
