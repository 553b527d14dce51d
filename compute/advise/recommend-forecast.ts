/** The recommendation for a forecast: windows that suit the series, a network that reads them, and what it has to beat. */
import type { Answers, Recommendation } from '../spec/advice.ts'
import type { TableProfile } from '../spec/dataset.ts'
import { byUrgency, type Finding } from '../spec/health.ts'
import { StudioError } from '../spec/errors.ts'
import { message, type Message } from '../spec/message.ts'
import type { SeriesFacts } from '../spec/series-facts.ts'
import type { SeriesWindow } from '../spec/series-window.ts'
import { type ChosenFeatures, chooseFeatures, estimateInputs } from './choose-features.ts'
import { chooseForecaster, type ForecastQuestion, forecastRunnerUp } from './choose-forecaster.ts'
import { costOf } from './cost.ts'
import type { MachineSpeed } from './machine-speed.ts'
import { budgetRules, firstSeed } from './rules.ts'

/** Fewer windows teach by chance. */
const advisableWindows = 100
/** So many rows that share their steps with others are rather those of other series. */
const manyShared = 0.1
/** Beyond so many different values a series' name is no use as an input. */
const mostNamedSeries = 30

/**
 * Recommends for the answers.
 *
 * @param facts of the target's series
 * @throws StudioError `no-series` where there are none
 */
export function recommendForecast(
  profile: TableProfile,
  answers: Answers,
  speed: MachineSpeed,
  facts: SeriesFacts | null,
): Recommendation {
  if (facts === null) throw new StudioError('no-series', { column: answers.target })
  const { window } = facts
  const { features, leftOut } = featuresOf(profile, answers, window)
  const question: ForecastQuestion = {
    limits: answers.limits,
    windows: Math.max(1, facts.windows),
    columns: features.length,
    stepInputs: estimateInputs(profile, features) + 2 * window.calendar.length,
    window,
  }
  const chosen = chooseForecaster(question, speed, firstSeed)
  const split = {
    ...chosen.training.split,
    stratify: false,
    method: { kind: 'time' as const, column: window.time },
  }
  return {
    model: chosen.model,
    training: { ...chosen.training, split },
    features,
    window,
    leftOut,
    reasons: [
      ...modelReasons(question, chosen.model.cell),
      ...windowReasons(facts),
      ...chosen.concessions,
      message('advice.reasons.epochs', {
        epochs: chosen.training.epochs,
        patience: chosen.training.earlyStopping?.patience ?? chosen.training.epochs,
        seconds: budgetRules[answers.limits.budget].seconds,
      }),
      message('advice.reasons.splitTime', { column: window.time }),
    ],
    runnerUp: forecastRunnerUp(question, chosen.model),
    cost: costOf(chosen.question, speed),
    baseline:
      window.season === null
        ? message('advice.baseline.naive', { column: answers.target })
        : message('advice.baseline.seasonal', { column: answers.target, season: window.season }),
    checks: checkSeries(facts, answers.target),
  }
}

/** The target first; of the others numbers and categories that are of use, but for those that say when and which. */
function featuresOf(profile: TableProfile, { target, features }: Answers, window: SeriesWindow): ChosenFeatures {
  const { columns, rows } = profile
  const chosen = chooseFeatures(columns, rows, target, features)
  const roles = [window.time, ...(window.series === null ? [] : [window.series])]
  const isUseful = ({ column, kind }: ChosenFeatures['features'][number]) =>
    (kind === 'number' || kind === 'category') && (column !== window.time || features?.includes(column) === true)
  const named = columns.find(({ name }) => name === window.series)
  const tooMany = (name: string) => name === window.series && (named?.distinct ?? 0) > mostNamedSeries
  const used = chosen.features.filter((feature) => isUseful(feature) && !tooMany(feature.column))
  const others = chosen.features.filter((feature) => !used.includes(feature))
  return {
    features: [{ column: target, kind: 'number' }, ...used],
    leftOut: [
      ...chosen.leftOut.filter(({ column }) => !roles.includes(column)),
      ...columns
        .filter(({ name }) => roles.includes(name) && !used.some(({ column }) => column === name))
        .map(({ name }) => ({
          column: name,
          reason: message(name === window.time ? 'advice.leftOut.saysWhen' : 'advice.leftOut.saysWhich'),
        })),
      ...others
        .filter(({ column }) => !roles.includes(column))
        .map(({ column }) => ({ column, reason: message('advice.leftOut.besideSeries') })),
    ],
  }
}

const modelReasons = ({ windows, stepInputs, window }: ForecastQuestion, cell: 'gru' | 'lstm'): Message[] => [
  message(cell === 'gru' ? 'advice.reasons.gruForSeries' : 'advice.reasons.lstmForSeries', {
    windows,
    history: window.history,
    inputs: stepInputs,
  }),
]

/** Facts of these series behind their windows. */
function windowReasons({ window, seasonStrength, steps }: SeriesFacts): Message[] {
  const { history, horizon, season } = window
  return [
    season === null
      ? message('advice.reasons.historyWithout', { history, steps })
      : message('advice.reasons.historySeason', { history, season, strength: seasonStrength }),
    message('advice.reasons.horizon', { horizon }),
    ...(window.level === 'last' ? [message('advice.reasons.levelLast')] : []),
    ...(window.level === 'season' ? [message('advice.reasons.levelSeason')] : []),
  ]
}

/** The health of series: how many windows they make, and what was done about their gaps. */
function checkSeries(facts: SeriesFacts, column: string): Finding[] {
  const { series, steps, missing, breaks, shared, regular, windows, window } = facts
  const { bridge, interval } = window
  const say = (level: Finding['level'], text: Message): Finding => ({ level, column, text })
  const counted =
    windows < advisableWindows
      ? say('needs-you', message('advice.series.fewWindows', { count: windows, advisable: advisableWindows }))
      : say('fine', message('advice.series.windows', { windows, steps, series }))
  const uneven = message('advice.series.uneven', { share: regular })
  const gaps =
    missing === 0
      ? say('fine', message('advice.series.complete'))
      : breaks === 0
        ? say('mended', message('advice.series.bridged', { count: missing, bridge }))
        : say('mended', message('advice.series.broken', { count: breaks, missing, bridge }))
  const together =
    shared > steps * manyShared
      ? say('needs-you', message('advice.series.sharedByMany', { count: shared }))
      : say('mended', message('advice.series.shared', { count: shared }))
  return [
    ...(interval.kind === 'rows' ? [say('needs-you', uneven)] : []),
    counted,
    gaps,
    ...(shared === 0 ? [] : [together]),
  ].sort(byUrgency)
}
