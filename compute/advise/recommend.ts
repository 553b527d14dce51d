/**
 * The recommendation: what to train on this data, why, what it costs here, what it has to beat, and what comes second.
 */
import { allotClasses } from '../data/split/allot.ts'
import type { Answers, Recommendation, WordReader } from '../spec/advice.ts'
import type { BertSpec } from '../spec/bert-model.ts'
import type { AudioMedia, ColumnProfile, ImageMedia, Media, TableProfile } from '../spec/dataset.ts'
import { message, type Message } from '../spec/message.ts'
import type { MlpSpec, ModelSpec } from '../spec/model.ts'
import type { PretrainedModel } from '../spec/pretrained-model.ts'
import { checkPlan, classCounts } from './checks.ts'
import {
  type ChosenFeatures,
  besideFiles,
  chooseFeatures,
  estimateInputs,
  fileFeature,
  textFeatures,
} from './choose-features.ts'
import {
  chooseColumnReader,
  columnReaderReasons,
  columnReaderRunnerUp,
  sequenceFeatures,
} from './choose-column-reader.ts'
import { chooseFusion, fusionReasons, fusionRunnerUp } from './choose-fusion.ts'
import { chooseImageModel, imageReasons, imageRunnerUp } from './choose-image-model.ts'
import { type ChosenModel, chooseModel, layersText, type ModelQuestion } from './choose-model.ts'
import { chooseDateParts, chooseRecipe } from './choose-recipe.ts'
import { chooseSoundModel, soundReasons, soundRunnerUp } from './choose-sound-model.ts'
import { type ChosenSplit, chooseSplitMethod } from './choose-split.ts'
import { choosePretrained, pretrainedReasons, pretrainedRunnerUp, tokensFor } from './choose-pretrained.ts'
import { chooseWordReader, wordReaderReasons, wordReaderRunnerUp, wordsFor } from './choose-word-reader.ts'
import { costOf } from './cost.ts'
import { expectedEmbedded, manyCategories, vectorsReason } from './embedded-categories.ts'
import type { MachineSpeed } from './machine-speed.ts'
import { targetColumn } from './target-column.ts'
import { budgetRules, firstSeed } from './rules.ts'

/** Up to this many rows a model without hidden layers may well be the better one. */
const linearRows = 5_000

/**
 * Recommends a model for the answers.
 *
 * @param media the pictures or recordings of a dataset that has some
 * @param pretrained the pretrained model, where the answers ask for one to read the texts
 * @throws StudioError `target-not-found` for answers that name a column which isn't there.
 */
export function recommend(
  profile: TableProfile,
  answers: Answers,
  speed: MachineSpeed,
  media: Media | null = null,
  pretrained: PretrainedSpec | null = null,
): Recommendation {
  const target = targetColumn(profile, answers.target)
  const rows = profile.rows - target.missing
  const files = learnedFiles(answers, media)
  const asked = { columns: profile.columns, rows: profile.rows, target: target.name, task: answers.task }
  const divided = chooseSplitMethod(asked)
  const { reader } = readsInOrder(answers) ? answers : {}
  const { features: plain, leftOut } = learnedFrom(profile, answers, target, files, divided)
  // Columns that are steps of a sequence are all prepared alike.
  const prepared =
    answers.data === 'sequences' ? { features: plain, recipes: [] } : withRecipes(plain, profile.columns, divided)
  const { features } = prepared
  // A network for rows alone learns vectors of categories.
  const many = reader === undefined && files === null ? manyCategories(profile, features) : []
  const recipes = [
    ...prepared.recipes,
    ...many.map((column) => ({ column: column.name, reason: vectorsReason('advice.recipes.vectors', column) })),
  ]
  const question: ModelQuestion = {
    task: answers.task,
    limits: answers.limits,
    rows,
    columns: features.length,
    texts: features.filter(({ kind }) => kind === 'text').length,
    inputs: Math.max(1, estimateInputs(profile, features, many.length > 0)),
    outputs: answers.task === 'classification' ? Math.max(2, target.distinct) : 1,
    ...(many.length === 0 ? {} : { embedded: expectedEmbedded(profile, features) }),
  }
  const choose = () => {
    if (reader === undefined) {
      if (files === null) return forTable(question, speed)
      return answers.data === 'mixed' ? forMixed(question, files, speed) : forFiles(question, files, speed)
    }
    const column = textColumn(profile, features)
    if (reader.kind === 'pretrained') return forPretrained(question, pretrained, column)
    return answers.data === 'sequences'
      ? forColumns(question, reader.network, speed)
      : forWords(question, reader.network, column, speed)
  }
  const { chosen, reasons, second } = choose()
  const split = divided === null ? chosen.training.split : { ...chosen.training.split, method: divided.method }
  return {
    model: chosen.model,
    training: { ...chosen.training, split },
    features,
    ...(recipes.length === 0 ? {} : { recipes }),
    leftOut,
    reasons: [
      ...reasons,
      ...many.slice(0, 1).map((column) => vectorsReason('advice.reasons.vectors', column)),
      ...trainingReasons(question, chosen, divided),
    ],
    runnerUp: second,
    cost: costOf(chosen.question, speed),
    baseline: baselineOf(target, answers.task, rows),
    checks: checkPlan({ profile, task: answers.task, target, features, split }),
  }
}

/** Whether texts or columns are read in their order. */
const readsInOrder = ({ data }: Answers): boolean => data === 'text' || data === 'sequences'

/** The pictures or recordings that the answers ask to learn from. */
function learnedFiles({ data }: Answers, media: Media | null): Media | null {
  if (data === 'mixed') return media
  if (data === 'images') return media?.kind === 'image' ? media : null
  return data === 'audio' && media?.kind === 'audio' ? media : null
}

function learnedFrom(
  { columns, rows }: TableProfile,
  answers: Answers,
  { name }: ColumnProfile,
  files: Media | null,
  divided: ChosenSplit | null,
): ChosenFeatures {
  if (files !== null)
    return answers.data === 'mixed'
      ? besideFiles({ columns, rows }, name, files, answers.features, divided?.method ?? null)
      : fileFeature(columns, name, files)
  if (answers.data === 'text') return textFeatures(columns, name, answers.reader !== undefined)
  if (answers.data === 'sequences') return sequenceFeatures(columns, name, answers.features)
  return chooseFeatures(columns, rows, name, answers.features, divided?.method ?? null)
}

/** A pretrained model, and what it is in our terms for texts of some length. */
export interface PretrainedSpec {
  readonly model: PretrainedModel
  readonly specFor: (length: number) => BertSpec
}

/** The column that is read, where one alone is. */
function textColumn({ columns }: TableProfile, [feature]: Recommendation['features']): Pick<ColumnProfile, 'texts'> {
  return columns.find(({ name }) => name === feature?.column) ?? {}
}

function forPretrained(
  question: ModelQuestion,
  pretrained: PretrainedSpec | null,
  column: Pick<ColumnProfile, 'texts'>,
) {
  if (pretrained === null) throw new Error('the pretrained model of the answers was not given')
  const { model, specFor } = pretrained
  const chosen = choosePretrained(question, model, specFor(tokensFor(column, model)), firstSeed)
  return { chosen, reasons: pretrainedReasons(question, chosen, model.name), second: pretrainedRunnerUp(chosen) }
}

function forColumns(question: ModelQuestion, network: WordReader, speed: MachineSpeed) {
  const chosen = chooseColumnReader(question, network, speed, firstSeed)
  return { chosen, reasons: columnReaderReasons(question, chosen), second: columnReaderRunnerUp(question) }
}

function forWords(
  question: ModelQuestion,
  network: WordReader,
  column: Pick<ColumnProfile, 'texts'>,
  speed: MachineSpeed,
) {
  const chosen = chooseWordReader(question, network, wordsFor(column), speed, firstSeed)
  return { chosen, reasons: wordReaderReasons(question, chosen), second: wordReaderRunnerUp(chosen) }
}

/** The features with the parts of dates, and with the recipes that numbers' distributions ask for, and why. */
function withRecipes(
  features: Recommendation['features'],
  columns: readonly ColumnProfile[],
  divided: ChosenSplit | null,
) {
  const recipes: NonNullable<Recommendation['recipes']> = []
  const prepared = features.map((feature) => {
    if (feature.kind === 'date') {
      const { parts, reason } = chooseDateParts(divided?.method ?? null)
      recipes.push({ column: feature.column, reason })
      return parts === undefined ? feature : { ...feature, parts }
    }
    const column = columns.find(({ name }) => name === feature.column)
    const chosen = feature.kind !== 'number' || column === undefined ? null : chooseRecipe(column)
    if (chosen === null) return feature
    recipes.push({ column: feature.column, reason: chosen.reason })
    return { ...feature, recipe: chosen.recipe }
  })
  return { features: prepared, recipes }
}

function forTable(question: ModelQuestion, speed: MachineSpeed) {
  const chosen = chooseModel(question, speed, firstSeed)
  return { chosen, reasons: tableReasons(question, chosen.model), second: runnerUp(question, chosen) }
}

function forFiles(question: ModelQuestion, media: Media, speed: MachineSpeed) {
  return media.kind === 'image' ? forImages(question, media, speed) : forSounds(question, media, speed)
}

function forSounds(question: ModelQuestion, media: AudioMedia, speed: MachineSpeed) {
  const chosen = chooseSoundModel(question, media, speed, firstSeed)
  return { chosen, reasons: soundReasons(question, chosen, media), second: soundRunnerUp(chosen) }
}

function forImages(question: ModelQuestion, media: ImageMedia, speed: MachineSpeed) {
  const chosen = chooseImageModel(question, media, speed, firstSeed)
  return { chosen, reasons: imageReasons(question, chosen, media), second: imageRunnerUp(chosen) }
}

function forMixed(question: ModelQuestion, media: Media, speed: MachineSpeed) {
  const chosen = chooseFusion(question, media, speed, firstSeed)
  return { chosen, reasons: fusionReasons(question, chosen), second: fusionRunnerUp(chosen) }
}

function tableReasons({ columns, texts, task, rows, inputs, outputs }: ModelQuestion, { hidden }: MlpSpec): Message[] {
  return [
    ...(texts < columns || texts === 0 ? [message('advice.reasons.tableMeansMlp', { columns })] : []),
    ...(texts > 0 ? [message('advice.reasons.textMeansTerms', { count: texts, rows })] : []),
    message(`advice.reasons.size.${task}`, { layers: layersText(hidden), rows, inputs, outputs }),
  ]
}

/** Facts of this data behind the way to train, in the order of their weight. */
export function trainingReasons(
  { rows, limits }: Pick<ModelQuestion, 'rows' | 'limits'>,
  { model, training, concessions }: ChosenModel,
  divided: ChosenSplit | null,
): Message[] {
  const [parts = { train: 0, validation: 0, test: 0 }] = allotClasses([rows], training.split)
  const { split, batchSize, epochs, learningRate } = training
  const dropout = dropoutOf(model)
  return [
    ...concessions,
    // What a published model takes is said by its cost: it learns nothing in less than a few passes.
    message(model.family === 'bert' ? 'advice.reasons.epochsPublished' : 'advice.reasons.epochs', {
      epochs,
      patience: training.earlyStopping?.patience ?? epochs,
      seconds: budgetRules[limits.budget].seconds,
    }),
    message(dropout > 0 ? 'advice.reasons.dropout' : 'advice.reasons.noDropout', {
      dropout,
      decay: training.weightDecay,
      rows,
    }),
    message('advice.reasons.optimizer', { learningRate }),
    message('advice.reasons.batch', { batchSize, steps: Math.ceil(parts.train / batchSize) }),
    divided?.reason ??
      message(split.stratify ? 'advice.reasons.splitStratified' : 'advice.reasons.split', { ...parts }),
  ]
}

function dropoutOf(model: ModelSpec): number {
  if (model.family !== 'cnn') return model.dropout
  return model.design.kind === 'article' ? 0 : model.design.dropout
}

const withoutVectors = ({ categories: _, ...model }: MlpSpec): MlpSpec => model

/** For few rows the simplest model there is; for many a larger one. */
function runnerUp(
  { rows, texts, columns }: ModelQuestion,
  { model }: ChosenModel<MlpSpec>,
): Recommendation['runnerUp'] {
  if (rows <= linearRows) {
    return {
      // Where each value has its own weight, that can be read.
      model: { ...withoutVectors(model), hidden: [], dropout: 0 },
      when: message(texts === columns ? 'advice.runnerUp.linearTexts' : 'advice.runnerUp.linear', { rows }),
    }
  }
  const [first = 64, ...rest] = model.hidden
  const hidden = [first * 2, first, ...rest]
  return { model: { ...model, hidden }, when: message('advice.runnerUp.larger', { layers: layersText(hidden) }) }
}

/** What can be had without learning anything. */
function baselineOf(target: ColumnProfile, task: Answers['task'], rows: number): Message {
  if (task === 'regression') {
    const { mean = 0, std = 0 } = target.numeric ?? {}
    return message('advice.baseline.mean', { column: target.name, mean, std })
  }
  const largest = classCounts(target)?.reduce((most, each) => (each.count > most.count ? each : most), {
    label: '',
    count: 0,
  })
  return largest === undefined || largest.count === 0
    ? message('advice.baseline.mostFrequent', { classes: target.distinct })
    : message('advice.baseline.majority', { label: largest.label, share: largest.count / Math.max(rows, 1) })
}
