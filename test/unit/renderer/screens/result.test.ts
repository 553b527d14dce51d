import { describe, expect, it } from 'vitest'
import type { ClassificationReport, RegressionReport } from '../../../../compute/spec/evaluation.ts'
import type { SeriesWindow } from '../../../../compute/spec/series-window.ts'
import type { FormField, RunRecord } from '../../../../main/ipc/contract/records.ts'
import { moveInGrid, rampStep } from '../../../../renderer/charts/static/confusion-matrix.tsx'
import { nextOrder, orderClasses } from '../../../../renderer/screens/result/class-order.ts'
import { baseName, pythonSnippet } from '../../../../renderer/screens/result/python-snippet.ts'
import { runRecordJson } from '../../../../renderer/screens/result/run-record-json.ts'
import {
  baselineRightRows,
  gainOf,
  honestShare,
  mistakes,
  rightRows,
  scoreRows,
} from '../../../../renderer/screens/result/scores.ts'
import {
  cellOf,
  cellsOf,
  remarkOf,
  shortNumber,
  sliderStep,
  usualTexts,
} from '../../../../renderer/screens/result/try-fields.ts'

const report: ClassificationReport = {
  task: 'classification',
  rows: 69,
  labels: ['Adelie', 'Chinstrap', 'Gentoo'],
  model: { accuracy: 67 / 69, macroPrecision: 0.97, macroRecall: 0.95, macroF1: 0.96, logLoss: 0.08 },
  baseline: {
    accuracy: 30 / 69,
    macroPrecision: 0.145,
    macroRecall: 0.333,
    macroF1: 0.2,
    logLoss: 1.05,
    predicts: 'Adelie',
  },
  perClass: [
    { label: 'Adelie', precision: 0.97, recall: 1, f1: 0.98, support: 30 },
    { label: 'Chinstrap', precision: 1, recall: 0.86, f1: 0.92, support: 14 },
    { label: 'Gentoo', precision: 0.96, recall: 1, f1: 0.98, support: 25 },
  ],
  confusion: [
    [30, 0, 0],
    [1, 12, 1],
    [0, 0, 25],
  ],
}

describe('the scores of a report', () => {
  it('count the rows that are right, of the model and of always guessing', () => {
    expect(rightRows(report)).toBe(67)
    expect(baselineRightRows(report)).toBe(30)
  })

  it('tell shares in points, errors as a share of the baseline, and R² as a difference', () => {
    expect(gainOf('accuracy', 0.9, 0.4)).toEqual({ kind: 'points', change: 50, better: true })
    expect(gainOf('rmse', 2, 8)).toEqual({ kind: 'share', change: -0.75, better: true })
    expect(gainOf('logLoss', 2, 1)).toEqual({ kind: 'share', change: 1, better: false })
    expect(gainOf('r2', 0.8, -0.25)).toEqual({ kind: 'difference', change: 1.05, better: true })
    expect(gainOf('mae', 1, 0)).toEqual({ kind: 'difference', change: 1, better: false })
  })

  it('list the metrics of the report’s own task only', () => {
    expect(scoreRows(report).map(({ metric }) => metric)).toEqual([
      'accuracy',
      'macroPrecision',
      'macroRecall',
      'macroF1',
      'logLoss',
    ])
    const regression: RegressionReport = {
      task: 'regression',
      rows: 2,
      model: { mae: 1, rmse: 2, r2: 0.5 },
      baseline: { mae: 2, rmse: 3, r2: 0, predicts: 7 },
      points: [],
    }
    expect(scoreRows(regression).map(({ metric }) => metric)).toEqual(['mae', 'rmse', 'r2'])
  })

  it('name the mistakes, most frequent first, and none that was not made', () => {
    const busy = { ...report, confusion: [[30, 2, 0], [5, 9, 0], [0, 1, 24]] } // prettier-ignore
    expect(mistakes(busy).map(({ actual, predicted, count }) => [actual, predicted, count])).toEqual([
      [1, 0, 5],
      [0, 1, 2],
      [2, 1, 1],
    ])
  })

  it('never call all what is nearly all', () => {
    expect(honestShare(0.99996)).toBe(0.999)
    expect(honestShare(1)).toBe(1)
    expect(honestShare(0.97)).toBe(0.97)
  })
})

describe('the table of classes', () => {
  it('starts with the worst of a column and turns around on the next press', () => {
    const order = nextOrder(null, 'recall')
    expect(orderClasses(report.perClass, order, 'en')[0]?.label).toBe('Chinstrap')
    const turned = nextOrder(order, 'recall')
    expect(orderClasses(report.perClass, turned, 'en').at(-1)?.label).toBe('Chinstrap')
    expect(nextOrder(turned, 'support')).toEqual({ column: 'support', descending: false })
    expect(orderClasses(report.perClass, null, 'en')).toEqual(report.perClass)
  })
})

describe('the confusion matrix', () => {
  it('shades nothing as nothing, anything as something, and all as most', () => {
    expect(rampStep(0)).toBe(0)
    expect(rampStep(0.001)).toBe(1)
    expect(rampStep(0.5)).toBe(4)
    expect(rampStep(1)).toBe(6)
  })

  it('is walked with the arrow keys, stopping at its edges', () => {
    const from = { actual: 0, predicted: 2 }
    expect(moveInGrid(from, 'ArrowDown', 3, false)).toEqual({ actual: 1, predicted: 2 })
    expect(moveInGrid(from, 'ArrowUp', 3, false)).toEqual(from)
    expect(moveInGrid(from, 'ArrowRight', 3, false)).toEqual(from)
    expect(moveInGrid(from, 'Home', 3, false)).toEqual({ actual: 0, predicted: 0 })
    expect(moveInGrid(from, 'End', 3, true)).toEqual({ actual: 2, predicted: 2 })
    expect(moveInGrid(from, 'x', 3, false)).toBeNull()
  })
})

const fields: FormField[] = [
  { column: 'mass', kind: 'number', values: [], min: 10, max: 20, usual: 15.5 },
  { column: 'island', kind: 'category', values: ['Biscoe', 'Dream'], min: null, max: null, usual: 'Biscoe' },
]

describe('the form to try the model', () => {
  it('begins with the usual values', () => {
    expect(cellsOf(fields, usualTexts(fields))).toEqual({ mass: 15.5, island: 'Biscoe' })
  })

  it('takes an empty field for missing and a decimal comma for what it is', () => {
    expect(cellOf(fields[0]!, ' ')).toBeNull()
    expect(cellOf(fields[0]!, '12,5')).toBe(12.5)
    expect(cellOf(fields[0]!, '−3')).toBe(-3)
    expect(cellOf(fields[0]!, '1 200')).toBe(1200)
    expect(cellOf(fields[1]!, '')).toBeNull()
  })

  it('writes 32-bit numbers as they were meant, and others as they are', () => {
    expect(shortNumber(Math.fround(17.3))).toBe(17.3)
    expect(shortNumber(Math.fround(0.1))).toBe(0.1)
    expect(shortNumber(4100)).toBe(4100)
    expect(shortNumber(0.1 + 0.2)).toBe(0.1 + 0.2)
    expect(usualTexts([{ ...fields[0]!, usual: Math.fround(17.3) }])).toEqual({ mass: '17.3' })
  })

  it('makes no row of what is not a number', () => {
    expect(cellOf(fields[0]!, 'heavy')).toBeUndefined()
    expect(cellsOf(fields, { mass: '1e', island: 'Dream' })).toBeNull()
  })

  it('remarks on what lies outside of the data, was never seen, is missing, or is no number', () => {
    expect(remarkOf(fields[0]!, '15')).toBeNull()
    expect(remarkOf(fields[0]!, '21')).toBe('outside')
    expect(remarkOf(fields[0]!, 'x')).toBe('not-a-number')
    expect(remarkOf(fields[1]!, 'Mars')).toBe('unknown')
    expect(remarkOf(fields[1]!, '')).toBe('missing')
  })

  it('moves its sliders in round steps, about 200 over the range', () => {
    expect(sliderStep(0, 1)).toBe(0.005)
    expect(sliderStep(2700, 6300)).toBe(20)
    expect(sliderStep(3, 3)).toBe(1)
  })
})

describe('the snippet for Python', () => {
  it('has five lines, the file by its name, and a cell for each column', () => {
    const odd: FormField[] = [...fields, { ...fields[0]!, column: 'say "hi"', usual: null }]
    const lines = pythonSnippet('C:\\Users\\Mila\\model.onnx', odd).split('\n')
    expect(lines).toHaveLength(5)
    expect(lines[1]).toContain('InferenceSession("model.onnx")')
    expect(lines[2]).toBe('row = {"mass": 15.5, "island": "Biscoe", "say \\"hi\\"": float("nan")}')
  })

  it('gives dates as seconds since 1970, and what is missing as no time', () => {
    const day: FormField = { ...fields[1]!, column: 'day', kind: 'date', usual: '2024-02-29' }
    const lines = pythonSnippet('model.onnx', [day, { ...day, column: 'end', usual: null }]).split('\n')
    expect(lines[2]).toBe(
      'row = {"day": np.datetime64("2024-02-29", "s").astype(np.int64), "end": np.datetime64("NaT", "s").astype(np.int64)}',
    )
    expect(lines[3]).toContain('"tensor(int64)": np.int64')
  })

  it('takes the newest rows of a series, with what goes along and what the calendar says', () => {
    const series: FormField[] = [
      { ...fields[0]!, column: 'sales' },
      { ...fields[1]!, column: 'promo' },
    ]
    const window: SeriesWindow = {
      ...{ time: 'day', series: null, interval: { kind: 'workdays' }, history: 20, horizon: 5, stride: 1, bridge: 3 },
      ...{ calendar: ['weekday', 'yearday'], level: 'last', season: null },
    }
    const lines = pythonSnippet('model.onnx', series, { window }).split('\n')
    expect(lines[2]).toBe('rows = pd.read_csv("series.csv").sort_values("day").ffill().tail(20)')
    expect(lines[3]).toBe('inputs = {"values": rows[["sales"]].to_numpy(np.float32)[None]}')
    expect(lines[4]).toBe('inputs["promo"] = rows["promo"].astype(str).to_numpy(object)[None]')
    expect(lines[6]).toContain('np.stack([when.dt.day_of_week, when.dt.day_of_year], 1)')
  })

  it('takes what is known of the steps ahead from a file of its own', () => {
    const series: FormField[] = [
      { ...fields[0]!, column: 'sales' },
      { ...fields[0]!, column: 'price' },
      { ...fields[1]!, column: 'promo' },
    ]
    const window: SeriesWindow = {
      ...{ time: 'day', series: null, interval: { kind: 'workdays' }, history: 20, horizon: 5, stride: 1, bridge: 3 },
      ...{ calendar: ['weekday'], level: 'last', season: null, known: ['price', 'promo'] },
    }
    const lines = pythonSnippet('model.onnx', series, { window }).split('\n')
    expect(lines[3]).toBe('ahead = pd.read_csv("ahead.csv").sort_values("day").head(5)')
    expect(lines[4]).toBe('inputs = {"values": rows[["sales","price"]].to_numpy(np.float32)[None]}')
    expect(lines[6]).toBe('inputs["known"] = ahead[["price"]].to_numpy(np.float32)[None]')
    expect(lines[7]).toBe('inputs["promo_ahead"] = ahead["promo"].astype(str).to_numpy(object)[None]')
    expect(lines[8]).toBe('when = pd.to_datetime(pd.concat([rows, ahead])["day"])')
  })

  it('knows paths of every system', () => {
    expect(baseName('/home/mila/a.onnx')).toBe('a.onnx')
    expect(baseName('D:\\a b\\c.onnx')).toBe('c.onnx')
  })
})

describe('the record of a run', () => {
  it('is JSON with all that determines the run', () => {
    const run = {
      id: 'r1',
      name: 'first',
      spec: { datasetFingerprint: 'abc', training: { seed: 7 } },
      versions: { onnxruntime: '1' },
      createdAt: 0,
      startedAt: null,
      endedAt: null,
    } as unknown as RunRecord
    const record = JSON.parse(runRecordJson(run, null)) as Record<string, Record<string, unknown>>
    expect(record.spec).toEqual(run.spec)
    expect(record.versions).toEqual({ onnxruntime: '1' })
    expect(record.dataset?.fingerprint).toBe('abc')
    expect(record.times?.created).toBe('1970-01-01T00:00:00.000Z')
  })
})
