/** Answers what the engine's threads are asked: one handler a request, each a call of the engine. */
import { stat } from 'node:fs/promises'
import { measureMachine } from '../advise/machine-speed.ts'
import { recommendGeneration, reviewGeneration } from '../advise/recommend-generation.ts'
import { recommend } from '../advise/recommend.ts'
import { planLayers, reviewSpec } from '../advise/review-spec.ts'
import { recommendForecast } from '../advise/recommend-forecast.ts'
import { recommendAnswering } from '../advise/recommend-answering.ts'
import { recommendLabelling } from '../advise/recommend-labelling.ts'
import { suggestAnswers } from '../advise/suggest-answers.ts'
import { findAnswers } from '../data/answering/find-answers.ts'
import { importRecordings } from '../data/audio/import-recordings.ts'
import { inspectRecordings } from '../data/audio/inspect-recordings.ts'
import { hearFile, hearRow, recordingPage, recordingsOfRows } from '../data/audio/recording-page.ts'
import { sourceKindOf } from '../data/files/find-files.ts'
import { filePreview, imagePage, imagesOfRows } from '../data/images/image-page.ts'
import { importImages } from '../data/images/import-images.ts'
import { inspectImages } from '../data/images/inspect-images.ts'
import { importTable } from '../data/import-table.ts'
import { inspectTable } from '../data/inspect-table.ts'
import { copyLeft, findLeft } from '../data/left-data.ts'
import { openDataset, type OpenDataset } from '../data/raw-columns.ts'
import { rowKeys, type RowKeys } from '../data/split/row-keys.ts'
import { sourceState } from '../data/source/source-state.ts'
import type { TableReader } from '../data/table-reader.ts'
import { carryEdits } from '../data/versions/carry-edits.ts'
import { labelView } from '../data/versions/label-view.ts'
import { requireKinds } from '../data/versions/kept-kinds.ts'
import { type RowRefs, rowRefs } from '../data/versions/row-refs.ts'
import { settleVersion } from '../data/versions/settle-version.ts'
import { findLabelledWords } from '../data/labelling/find-labelled-words.ts'
import { importedModels, importedSpec, importModel } from '../pretrained/imported-models.ts'
import { supportedDevices } from '../graph/session.ts'
import type { ProgramCache } from '../train/program-cache.ts'
import { isForecast } from '../spec/advice.ts'
import type { ImportedTable } from '../spec/dataset.ts'
import { type AnyRunPlace, type EngineProtocol, isGenerationPlace, type TablePlace } from './engine-protocol.ts'
import { associationsWith } from './associations.ts'
import { createOpenReaders } from './open-readers.ts'
import { inspectHealth } from './inspect-health.ts'
import { createChosenRows } from './chosen-rows.ts'
import { createKept } from './kept.ts'
import { planSplit } from './plan-split.ts'
import { createAugmentationPreviews } from './preview-augmentation.ts'
import { previewRecipe } from './preview-recipe.ts'
import { previewSeriesAugmentation } from './preview-series-augmentation.ts'
import { previewTextAugmentation } from './preview-text-augmentation.ts'
import { rangeTestAt } from './range-test.ts'
import { evaluateGeneration } from './evaluate-generation.ts'
import { loadFinishedGeneration } from './finished-generation.ts'
import { loadFinishedRun } from './finished-run.ts'
import { createRecentRuns } from './recent-runs.ts'
import { keptEpochs, readSheet } from './sample-sheets.ts'
import type { ThreadHandlers } from './serve-thread.ts'
import { seriesFacts, viewSeries } from './view-series.ts'
import { createTrainingJob } from './training-job.ts'

export interface EngineService {
  readonly handlers: ThreadHandlers<EngineProtocol>
  /** Closes tables and lets go of runs. */
  close(): Promise<void>
}

/** Tells the states of a checkpoint apart; empty where there is none. */
async function checkpointVersion({ checkpoint }: Pick<AnyRunPlace, 'checkpoint'>): Promise<string> {
  try {
    const { mtimeMs, size } = await stat(checkpoint)
    return `${mtimeMs} ${size}`
  } catch {
    return ''
  }
}

/** The numbers that rows have in the imported table. */
async function importedNumbers(reader: TableReader, places: readonly number[]): Promise<number[]> {
  const imported = await reader.sourceRows()
  return places.map((row) => imported?.[row] ?? row)
}

/** The engine of one thread. @param programs those that were compiled before */
export function createEngineService(programs: ProgramCache): EngineService {
  const readers = createOpenReaders()
  const runs = createRecentRuns(checkpointVersion, loadFinishedRun)
  const generations = createRecentRuns(checkpointVersion, loadFinishedGeneration)
  const job = createTrainingJob(programs)
  const keys = createKept<RowKeys>()
  const refs = createKept<RowRefs>()
  const refsOf = (base: ImportedTable, reader: TableReader) =>
    refs.of(base.fingerprint, async () => rowRefs(await rowKeys(reader)))
  const previewAugmentation = createAugmentationPreviews()
  const askDataset = <T>(place: TablePlace, ask: (dataset: OpenDataset) => Promise<T>) =>
    readers.ask(place.projectFolder, place.table.file, (reader) => ask(openDataset(place, reader)))
  const chooseRows = createChosenRows()

  const handlers: ThreadHandlers<EngineProtocol> = {
    inspect: ({ path, dialect, kinds, choice }) => inspectTable(path, dialect, kinds, choice),
    import: ({ projectFolder, request }, { signal, tell }) =>
      importTable(request, projectFolder, { signal, onProgress: tell }),
    inspectImages: ({ path }) => inspectImages(path),
    importImages: ({ projectFolder, request }, { signal, tell }) =>
      importImages(request, projectFolder, { signal, onProgress: tell }),
    imagePage: ({ projectFolder, table, label, chosen, offset, limit }) =>
      readers.ask(projectFolder, table.file, async (reader) =>
        imagePage({
          ...{ projectFolder, table, reader, label, offset, limit },
          rows: await chooseRows(reader, table, chosen),
        }),
      ),
    imagesOfRows: ({ projectFolder, table, rows }) =>
      readers.ask(projectFolder, table.file, (reader) => imagesOfRows({ projectFolder, table, reader }, rows)),
    sourceKind: ({ path }) => sourceKindOf(path),
    inspectRecordings: ({ path }) => inspectRecordings(path),
    importRecordings: ({ projectFolder, request }, { signal, tell }) =>
      importRecordings(request, projectFolder, { signal, onProgress: tell }),
    recordingPage: ({ projectFolder, table, label, chosen, offset, limit }) =>
      readers.ask(projectFolder, table.file, async (reader) =>
        recordingPage({
          ...{ projectFolder, table, reader, label, offset, limit },
          rows: await chooseRows(reader, table, chosen),
        }),
      ),
    recordingsOfRows: ({ projectFolder, table, rows }) =>
      readers.ask(projectFolder, table.file, (reader) => recordingsOfRows({ projectFolder, table, reader }, rows)),
    hearRow: ({ projectFolder, table, row }) =>
      readers.ask(projectFolder, table.file, (reader) => hearRow({ projectFolder, table, reader }, row)),
    hearFile: ({ path, file }) => hearFile(path, file),
    previewPicture: async ({ path }) => ({ picture: await filePreview(path) }),
    editTable: async ({ projectFolder, base, edits, asked, current }, { signal, tell }) => {
      if (current !== undefined) requireKinds(asked, current)
      return readers.ask(projectFolder, base.file, async (reader) =>
        settleVersion({ projectFolder, base, edits, reader, refs: await refsOf(base, reader) }, asked, {
          signal,
          onProgress: tell,
        }),
      )
    },
    carryEdits: ({ projectFolder, base, edits, to }, { signal, tell }) =>
      readers.ask(projectFolder, base.file, (from) =>
        readers.ask(projectFolder, to.file, async (reader) => {
          const carried = await carryEdits(from, reader, edits, base.media?.column ?? null)
          const edited = { projectFolder, base: to, edits: carried.edits, reader, refs: await refsOf(to, reader) }
          const { table } = await settleVersion(edited, [], { signal, onProgress: tell })
          return { ...carried, table }
        }),
      ),
    sourceState: ({ projectFolder, table }) => sourceState(projectFolder, table),
    async copyLeft({ projectFolder, table }, { signal, tell }) {
      const copied = await copyLeft(projectFolder, table, { signal, onProgress: tell })
      await readers.forget(projectFolder, table.file)
      return copied
    },
    async findLeft({ projectFolder, table, path }, { signal, tell }) {
      const found = await findLeft(projectFolder, table, path, { signal, onProgress: tell })
      await readers.forget(projectFolder, table.file)
      return found
    },
    labels: ({ projectFolder, base, edits, column }) =>
      readers.ask(projectFolder, base.file, async (reader) =>
        labelView({ base, edits, reader, refs: await refsOf(base, reader) }, column),
      ),
    rowsAt: ({ projectFolder, table, rows }) => readers.ask(projectFolder, table.file, (reader) => reader.rowsAt(rows)),
    rows: ({ projectFolder, table, offset, limit, sortBy, descending }) =>
      readers.ask(projectFolder, table.file, async (reader) => {
        const order = { sortBy: sortBy ?? undefined, descending }
        const numbers = await importedNumbers(reader, await reader.pageRows(offset, limit, order))
        return { rows: await reader.page(offset, limit, order), numbers }
      }),
    associations: ({ projectFolder, table, target }) =>
      readers.ask(projectFolder, table.file, (reader) => associationsWith(reader, table, target)),
    foundRows: ({ projectFolder, table, chosen, offset, limit }) =>
      readers.ask(projectFolder, table.file, async (reader) => {
        const rows =
          (await chooseRows(reader, table, chosen)) ?? Uint32Array.from({ length: reader.rows }, (_, row) => row)
        const places = [...rows.subarray(offset, offset + limit)]
        const numbers = await importedNumbers(reader, places)
        return { total: rows.length, places, numbers, rows: await reader.rowsAt(places) }
      }),

    suggest: async ({ projectFolder, table, target, cores }) => {
      const { profile, media = null } = table
      const answered = await readers.ask(projectFolder, table.file, (reader) => findAnswers(reader, profile, target))
      if (answered !== null) {
        const published = await importedModels(projectFolder)
        return suggestAnswers(profile, { cores }, target, { answered, published, media })
      }
      const plain = suggestAnswers(profile, { cores }, target, { media })
      const wanted = plain.answers.target
      const labelled = await readers.ask(projectFolder, table.file, (reader) =>
        findLabelledWords(reader, profile, wanted),
      )
      if (labelled !== null) return suggestAnswers(profile, { cores }, target, { labelled, media })
      const facts = await askDataset({ projectFolder, table }, (dataset) =>
        seriesFacts(dataset, table, { target: wanted }),
      )
      return facts === null ? plain : suggestAnswers(profile, { cores }, target, { facts, media })
    },
    importPretrained: ({ projectFolder, path }, { signal, tell }) => {
      tell({ stage: 'reading', fraction: null, secondsLeft: null })
      return importModel(path, projectFolder, signal)
    },
    pretrainedModels: ({ projectFolder }) => importedModels(projectFolder),
    recommend: async ({ projectFolder, table, answers, speed }) => {
      const { profile, media = null } = table
      const { reader } = answers
      const pretrained = reader?.kind === 'pretrained' ? await importedSpec(projectFolder, reader.model) : null
      const { target, series } = answers
      if (isForecast(answers)) {
        const asked = { target, time: series?.time, series: series?.column }
        const facts = await askDataset({ projectFolder, table }, (dataset) => seriesFacts(dataset, table, asked))
        return recommendForecast(profile, answers, speed, facts)
      }
      const { labelling, answering } = answers
      if (answering !== undefined) {
        const facts = await readers.ask(projectFolder, table.file, (reader) => findAnswers(reader, profile, target))
        return recommendAnswering(profile, answers, speed, facts, pretrained)
      }
      if (labelling !== undefined) {
        const facts = await readers.ask(projectFolder, table.file, (reader) =>
          findLabelledWords(reader, profile, target, labelling.words),
        )
        return recommendLabelling(profile, answers, speed, facts, pretrained)
      }
      return recommend(profile, answers, speed, media, pretrained)
    },
    cost: ({ profile, spec, speed }) => reviewSpec(profile, spec, speed),
    planLayers: ({ profile, spec }) => planLayers(profile, spec),
    recommendGeneration: ({ table, answers, speed }) => recommendGeneration(table, answers, speed),
    generationCost: ({ profile, spec, speed }) => reviewGeneration(profile, spec, speed),
    split: ({ projectFolder, table, division }) =>
      askDataset({ projectFolder, table }, (dataset) => planSplit(dataset, table, division, keys)),
    augmentation: ({ projectFolder, table, ...question }) =>
      readers.ask(projectFolder, table.file, (reader) =>
        previewAugmentation({ projectFolder, table, reader }, question),
      ),
    textAugmentation: ({ projectFolder, table, ...question }) =>
      readers.ask(projectFolder, table.file, (reader) => previewTextAugmentation(reader, question)),
    seriesAugmentation: ({ projectFolder, table, ...question }) =>
      askDataset({ projectFolder, table }, (dataset) => previewSeriesAugmentation(dataset, table, question, keys)),
    recipe: ({ projectFolder, table, ...question }) =>
      askDataset({ projectFolder, table }, (dataset) => previewRecipe(dataset, table, question, keys)),
    health: ({ projectFolder, table, ...asked }) =>
      askDataset({ projectFolder, table }, (dataset) => inspectHealth(dataset, table, asked, keys)),
    series: ({ projectFolder, table, ...question }) =>
      askDataset({ projectFolder, table }, (dataset) => viewSeries(dataset, table, question)),
    devices: () => supportedDevices(),
    calibrate: ({ cores }) => measureMachine(cores),
    learningRates: (place, context) => rangeTestAt(place, context),

    train: (place, context) => job.train(place, context),
    command: ({ command }) => job.command(command),
    evaluate: async (place) => {
      if ((await checkpointVersion(place)) === '') return null
      return isGenerationPlace(place) ? evaluateGeneration(place) : runs.ask(place, (run) => run.report())
    },

    predict: ({ cells, ...place }) => runs.ask(place, (run) => run.predict(cells)),
    testRows: ({ actual, predicted, offset, limit, ...place }) =>
      runs.ask(place, (run) => run.testRows({ actual, predicted, offset, limit })),
    forecast: ({ given, ...place }) => runs.ask(place, (run) => run.forecast(given)),
    answers: ({ verdict, offset, limit, ...place }) =>
      runs.ask(place, (run) => run.answers({ verdict, offset, limit })),
    suspects: (place) => runs.ask(place, (run) => run.suspects()),
    suggestions: (place) => runs.ask(place, (run) => run.suggestions()),
    form: (place) => runs.ask(place, (run) => run.form()),
    layers: (place) =>
      isGenerationPlace(place)
        ? generations.ask(place, (run) => run.layers())
        : runs.ask(place, (run) => [{ way: null, layers: [...run.layers()] }]),
    layersAtWork: (place) =>
      isGenerationPlace(place)
        ? generations.ask(place, (run) => run.layersAtWork())
        : runs.ask(place, async (run) => [{ network: null, ...(await run.layersAtWork()) }]),
    exportWeights: async ({ path, ...place }) => {
      if (isGenerationPlace(place)) await generations.ask(place, (run) => run.exportWeights(path))
      else await runs.ask(place, (run) => run.exportWeights(path))
      return null
    },
    exportProgram: ({ folder, name, ...place }) =>
      isGenerationPlace(place)
        ? generations.ask(place, (run) => run.exportProgram(folder, name))
        : runs.ask(place, (run) => run.exportProgram(folder, name)),
    export: ({ path, metadata, ...place }, { tell }) => runs.ask(place, (run) => run.export(path, metadata, tell)),

    sampleSheet: async ({ folder, epoch }) => {
      const epochs = await keptEpochs(folder)
      const shown = epoch !== null && epochs.includes(epoch) ? epoch : epochs.at(-1)
      return { epochs, shown: shown === undefined ? null : { epoch: shown, sheet: await readSheet(folder, shown) } }
    },
    drawPictures: ({ request, ...place }) => generations.ask(place, (run) => run.draw(request)),
    walkPictures: ({ request, ...place }) => generations.ask(place, (run) => run.walk(request)),
    reconstructPictures: ({ count, ...place }) => generations.ask(place, (run) => run.reconstruct(count)),
    savePictures: async ({ path, request, ...place }) => {
      await generations.ask(place, (run) => run.saveSheet(path, request))
      return null
    },
    exportGenerator: ({ path, metadata, ...place }, { tell }) => {
      tell({ stage: 'writing', fraction: null, secondsLeft: null })
      return generations.ask(place, (run) => run.export(path, metadata))
    },
  }
  return {
    handlers,
    async close() {
      await readers.close()
      await runs.release()
      await generations.release()
    },
  }
}
