/**
 * The whole exported model as one graph: raw columns in, label and probabilities (or the value) out.
 *
 * Imputation, scaling, one-hot encoding and the labels' names are inside, so that whoever has the file needs nothing else.
 */
import { outputScale } from '../data/preprocess/encode-target.ts'
import { type FittedWindows, hasWindow } from '../data/series/encode-windows.ts'
import type { Graph } from '../graph/graph.ts'
import * as op from '../graph/ops.ts'
import { dimAt } from '../graph/shape.ts'
import { tensor } from '../graph/tensor.ts'
import { constant, type Value } from '../graph/value.ts'
import { buildForward, type WeightedModel } from '../models/weights.ts'
import type { FittedFeature, FittedPreprocessing, FittedTarget } from '../spec/preprocessing.ts'
import { clipSamples } from '../spec/sound.ts'
import { missingMoment } from './encode-dates.ts'
import { encodeInputs } from './encode-graph.ts'
import { encodeWindowInputs, knownColumns, windowNames } from './encode-window.ts'

/** A trained model with the preprocessing it was trained behind. */
export interface ExportableModel {
  readonly fitted: FittedPreprocessing
  readonly weighted: WeightedModel
}

/** Names of the outputs in the file, by what they give. */
export type OutputNames =
  | { readonly task: 'classification'; readonly label: string; readonly probabilities: string }
  | { readonly task: 'regression'; readonly value: string }
  | { readonly task: 'forecast'; readonly forecast: string }
  | { readonly task: 'labelling'; readonly labels: string; readonly probabilities: string }
  | { readonly task: 'answering'; readonly start: string; readonly end: string }

/** `label` (of words `labels`) and `probabilities`, or `value`, or `forecast`, or for answers `start_logits` and `end_logits`; where a column has that very name, with an underscore behind it. */
export function outputNames(fitted: FittedPreprocessing): OutputNames {
  if (hasWindow(fitted)) return { task: 'forecast', forecast: windowNames(fitted).forecast }
  const taken = new Set(fitted.features.map(({ column }) => column))
  const free = (name: string): string => (taken.has(name) ? free(`${name}_`) : name)
  switch (fitted.target.kind) {
    case 'classes':
      return { task: 'classification', label: free('label'), probabilities: free('probabilities') }
    case 'step-classes':
      return { task: 'labelling', labels: free('labels'), probabilities: free('probabilities') }
    case 'spans':
      return { task: 'answering', start: 'start_logits', end: 'end_logits' }
    case 'value':
      return { task: 'regression', value: free('value') }
  }
}

/** Builds the graph. `metadata` is what the file is to say about where it comes from, beside its columns and labels. */
export function exportGraph({ fitted, weighted }: ExportableModel, metadata: Readonly<Record<string, string>>): Graph {
  if (hasWindow(fitted)) return exportForecast(fitted, weighted, metadata)
  const { inputs, encoded } = encodeInputs(fitted)
  return {
    name: 'model',
    inputs,
    outputs: readOut(buildForward(weighted, encoded), fitted.target, outputNames(fitted)),
    metadata: { ...metadata, ...describe(fitted) },
  }
}

/** From raw windows [rows, steps, columns] to what comes after them, in the series' own units: [rows, horizon]. */
function exportForecast(
  fitted: FittedWindows,
  weighted: WeightedModel,
  metadata: Readonly<Record<string, string>>,
): Graph {
  const { inputs, encoded, level } = encodeWindowInputs(fitted)
  const { target } = fitted
  if (target.kind !== 'value') throw new Error('windows foretell numbers')
  const value = inOwnUnits(buildForward(weighted, encoded), target)
  return {
    name: 'model',
    inputs,
    outputs: { [windowNames(fitted).forecast]: level === null ? value : op.add(value, level) },
    metadata: { ...metadata, ...describe(fitted), ...describeWindow(fitted) },
  }
}

/** Standardised outputs, turned back. */
function inOwnUnits(outputs: Value, target: Extract<FittedTarget, { kind: 'value' }>): Value {
  const scaled = op.mul(outputs, constant(tensor('float32', Float32Array.of(outputScale(target)))))
  return op.add(scaled, constant(tensor('float32', Float32Array.of(target.mean))))
}

/** What a reader of the file has to know of its windows. */
function describeWindow(fitted: FittedWindows): Record<string, string> {
  const { features, window } = fitted
  const { history, horizon, interval, calendar } = window
  const known = knownColumns(fitted)
  const names = windowNames(fitted)
  const values = features.flatMap(({ kind, column }) => (kind === 'number' ? [column] : []))
  return {
    'modelwright.task': 'forecast',
    'modelwright.window': JSON.stringify({
      ...{ history, horizon, interval, values },
      // Readings of each step's moment: hours from 0 to 24, days from Monday (0) on, days of the year from 1 on.
      calendar,
      ...(window.known === undefined
        ? {}
        : {
            // Of the steps that are foretold; the calendar then is that of all steps, the known ones first.
            knownAhead: {
              ...(known.numbers.length === 0 ? {} : { [names.known]: known.numbers }),
              ...Object.fromEntries(known.categories.map((column) => [names.ahead(column), [column]])),
            },
          }),
      order: 'oldest first, evenly spaced, a missing value as the last one before it',
    }),
  }
}

/** One of two scores of each step: rows × steps. */
function endScores(scores: Value, end: number): Value {
  const own = op.slice(scores, { axis: 2, start: end, end: end + 1 })
  return op.reshape(own, [dimAt(scores.shape, 0), dimAt(scores.shape, 1)])
}

function readOut(logits: Value, target: FittedTarget, names: OutputNames): Readonly<Record<string, Value>> {
  if (target.kind === 'value' && names.task === 'regression') {
    return { [names.value]: inOwnUnits(logits, target) }
  }
  if (target.kind === 'spans' && names.task === 'answering') {
    const [start, end] = [0, 1].map((at) => endScores(logits, at)) as [Value, Value]
    return { [names.start]: start, [names.end]: end }
  }
  if (target.kind === 'value' || target.kind === 'spans') throw new Error('outputs and target differ in task')
  const probabilities = op.softmax(logits)
  const labelOf = (axis: number) => op.gather(constant(tensor('string', target.labels)), op.argMax(probabilities, axis))
  if (names.task === 'labelling') return { [names.labels]: labelOf(2), [names.probabilities]: probabilities }
  if (names.task !== 'classification') throw new Error('outputs and target differ in task')
  return { [names.label]: labelOf(1), [names.probabilities]: probabilities }
}

/** What a reader of the file may want to know of its columns and labels, as JSON texts. */
function describe({ features, target, missing }: FittedPreprocessing): Record<string, string> {
  const columns = features.map(describeFeature)
  return {
    'modelwright.task': taskNames[target.kind],
    'modelwright.target': target.column,
    'modelwright.columns': JSON.stringify(columns),
    'modelwright.missing': JSON.stringify(['', ...missing]),
    ...(target.kind === 'spans' ? { 'modelwright.noAnswer': String(target.impossible) } : {}),
    ...(target.kind === 'classes' || target.kind === 'step-classes'
      ? { 'modelwright.labels': JSON.stringify(target.labels) }
      : {}),
  }
}

const taskNames = {
  classes: 'classification',
  'step-classes': 'labelling',
  spans: 'answering',
  value: 'regression',
} as const satisfies Record<FittedTarget['kind'], string>

/** What of a text is read where each word is labelled. */
const spaced = { cut: 'what stands between spaces, a label for each in their order' }

function describeFeature(feature: FittedFeature): Record<string, unknown> {
  const { kind, column: name } = feature
  switch (kind) {
    case 'number':
      return { name, kind, missingBecomes: feature.fill }
    case 'category':
      return { name, kind, values: feature.categories }
    case 'hashed':
      return { name, kind: 'category', hashedInto: feature.inputs }
    case 'date':
      return {
        name,
        kind,
        unit: 'seconds since 1970-01-01, as written',
        missing: String(missingMoment),
        parts: feature.parts.map(({ part }) => part),
      }
    case 'text':
      return { name, kind, terms: feature.terms.length }
    case 'words':
      return {
        ...{ name, kind: 'text', words: feature.words.length, length: feature.length },
        ...(feature.labelled === true ? spaced : {}),
      }
    case 'tokens':
      return {
        ...{ name, kind, length: feature.length, layout: 'rows, tokens', padding: 0 },
        ...(feature.labelled === true ? { ...spaced, label: 'at the first token of each word' } : {}),
      }
    case 'pair': {
      const { question, length, overlap, longest } = feature
      return { name, kind, question, length, overlap, longestAnswer: longest, padding: 0 }
    }
    case 'image':
      return { name, kind, ...feature.image, layout: 'rows, height, width, channels', range: [0, 255] }
    case 'audio':
      return {
        ...{ name, kind, sampleRate: feature.sound.sampleRate, samples: clipSamples(feature.sound) },
        ...{ layout: 'rows, samples', range: [-1, 1] },
      }
  }
}
