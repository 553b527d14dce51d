/** A generative run that has weights, in memory: makes pictures of noise and between pictures, and exports itself. */
import { writeFile } from 'node:fs/promises'
import { featuresOf } from '../data/rows/feature-file.ts'
import { picturePngs, sheetPng, toBytes } from '../data/images/picture-sheet.ts'
import { inspectGenerator } from '../evaluate/inspect-generator.ts'
import { arc, seededNoise } from '../evaluate/latent.ts'
import { exportGenerator } from '../export/export-generator.ts'
import { networkFile, networkOfWay } from '../export/export-network.ts'
import { exportTrainingProgram } from '../export/training-program.ts'
import { exportWeights } from '../export/weights-file.ts'
import { writingError } from '../export/writing-error.ts'
import { createSession, type Session } from '../graph/session.ts'
import { type Tensor, tensor } from '../graph/tensor.ts'
import { buildGenerativeModel, partsOf } from '../models/generative-families.ts'
import { generativeLayerTables } from '../models/layer-table.ts'
import { trainedLayers } from '../models/trained-layers.ts'
import type { ExportCheck } from '../spec/evaluation.ts'
import { sheetColumns } from '../spec/generation.ts'
import { networksOf } from '../spec/generative-model.ts'
import { imageNumbers } from '../spec/image-model.ts'
import type { InspectedNetwork, NetworkLayers } from '../spec/layer-row.ts'
import type { DrawnRequest, MadePictures, Reconstructions, WalkEnd, WalkRequest } from '../spec/made-pictures.ts'
import type { WrittenProgram } from '../spec/training-program.ts'
import { classOfSample } from '../train/generative-inference.ts'
import { readTrainedGenerator } from '../train/generative-run.ts'
import { createGenerativeSession } from '../train/generative-session.ts'
import { int64Vector } from '../train/table-feed.ts'
import type { GenerationPlace } from './engine-protocol.ts'
import { prepareGenerationAt } from './prepare-at.ts'

/** Rows that an exported file is checked with, at most. */
const checkedRows = 64
/** A picture of a sheet that is saved has at least so many pixels a side. */
const savedSide = 64

export interface FinishedGeneration {
  draw(request: DrawnRequest): Promise<MadePictures>
  walk(request: WalkRequest): Promise<MadePictures>
  /** Test pictures and what is left of them; none for a family that can't. */
  reconstruct(count: number): Promise<Reconstructions>
  /** The layers of each way through its model. */
  layers(): readonly NetworkLayers[]
  /** What goes on in the layers of its networks while pictures to learn from go through them. */
  layersAtWork(): Promise<readonly InspectedNetwork[]>
  /** Writes what is drawn as one picture. @throws StudioError disk-full, folder-read-only */
  saveSheet(path: string, request: DrawnRequest): Promise<void>
  export(path: string, metadata: Readonly<Record<string, string>>): Promise<ExportCheck>
  /** Writes the weights of all networks, as safetensors. */
  exportWeights(path: string): void
  /** Writes the training itself as a program, into a new folder. */
  exportProgram(folder: string, name: string): Promise<WrittenProgram>
  /** Gives back the native memory. */
  release(): Promise<void>
}

function floats(result: Tensor | undefined): Float32Array {
  if (result?.dtype !== 'float32') throw new TypeError('the model gave no numbers')
  return result.data
}

/** Loads a run's newest or best weights, and the pictures that it learned from. @throws StudioError as its parts */
export async function loadFinishedGeneration(place: GenerationPlace): Promise<FinishedGeneration> {
  const { spec } = place
  const { image } = spec
  const { threads } = spec.training
  const trained = await readTrainedGenerator(place.checkpoint)
  const { table, labels } = await prepareGenerationAt(place)
  const model = buildGenerativeModel(trained.model, trained.inputs)
  const { latent, classes, range } = model
  const open = (way: 'encoder' | 'decoder' | 'generator') =>
    createSession(networkFile(networkOfWay(trained, way), {}), { threads })
  const isVae = trained.model.family === 'vae'
  const maker = await open(isVae ? 'decoder' : 'generator')
  const encoder: Session | null = isVae ? await open('encoder') : null

  /** Pixels of pictures out of latent numbers, of the classes that each is to be of. */
  async function make(points: Float32Array, classOf: (at: number) => number): Promise<Uint8Array> {
    const rows = points.length / latent
    const [z = 'z', known = 'classes'] = maker.inputs
    const results = await maker.run({
      [z]: tensor('float32', points, [rows, latent]),
      ...(classes === null ? {} : { [known]: int64Vector(Int32Array.from({ length: rows }, (_, at) => classOf(at))) }),
    })
    return toBytes(floats(Object.values(results)[0]), range)
  }

  /** Where pictures of the dataset are in the latent space. */
  async function latentOf(rows: Uint32Array): Promise<Float32Array> {
    if (encoder === null) throw new TypeError('this family has no way back from a picture')
    const features = await featuresOf(table, rows)
    const [x = 'x'] = encoder.inputs
    return floats((await encoder.run({ [x]: tensor('float32', features, [rows.length, table.inputs]) }))['mean'])
  }

  const endPoint = ({ ...end }: WalkEnd) =>
    end.kind === 'row' ? latentOf(Uint32Array.of(end.row)) : Promise.resolve(seededNoise(end.seed, [end.place], latent))

  /** The class of each picture that is drawn: the one that is asked for, or one after the other. */
  function classesFor(label: string | null): (at: number) => number {
    const asked = label === null ? -1 : (labels?.indexOf(label) ?? -1)
    return (at) => (asked >= 0 ? asked : classOfSample(at, classes ?? 1))
  }

  const drawnPixels = ({ seed, count, label }: DrawnRequest) =>
    make(
      seededNoise(
        seed,
        Array.from({ length: count }, (_, at) => at),
        latent,
      ),
      classesFor(label),
    )

  async function named(pixels: Uint8Array, classOf: (at: number) => number): Promise<MadePictures> {
    const pictures = await picturePngs(pixels, image)
    return {
      pictures: pictures.map((picture, at) => ({ picture, label: labels?.[classOf(at)] ?? null })),
      labels: labels === null ? null : [...labels],
    }
  }

  return {
    draw: async (request) => named(await drawnPixels(request), classesFor(request.label)),
    walk: async ({ from, to, steps, label }) => {
      // All along a way pictures are of one class: that of its first, where none is asked for.
      const first = from.kind === 'drawn' ? classesFor(label)(from.place) : 0
      const points = arc(await endPoint(from), await endPoint(to), steps)
      return named(await make(points, () => first), () => first)
    },
    reconstruct: async (count) => {
      if (encoder === null) return []
      const rows = table.split.test.subarray(0, count)
      const originals = await picturePngs(toBytes(await featuresOf(table, rows), range), image)
      const made = await picturePngs(await make(await latentOf(rows), () => 0), image)
      return originals.flatMap((original, at) => {
        const [row, reconstruction] = [rows[at], made[at]]
        return row === undefined || reconstruction === undefined ? [] : [{ row, original, reconstruction }]
      })
    },
    layers: () =>
      generativeLayerTables(trained.model, trained.inputs).map(({ way, layers }) => ({
        way,
        layers: trainedLayers(layers, partsOf(model), trained.weights),
      })),
    layersAtWork: async () => {
      const { seed } = spec.training
      const seen = await inspectGenerator({ trained, table, rows: table.split.train, seed, threads })
      const names = networksOf[trained.model.family]
      return Array.from(seen, ([network, inspection]) => ({
        network: names.length === 1 ? null : network,
        ...inspection,
      }))
    },
    saveSheet: async (path, request) => {
      const scale = Math.max(1, Math.ceil(savedSide / Math.max(image.height, image.width)))
      const columns = sheetColumns(request.label === null ? classes : null)
      const sheet = await sheetPng(await drawnPixels(request), image, { columns, scale })
      await writeFile(path, sheet).catch((error: unknown) => {
        throw writingError(error, path)
      })
    },
    export: async (path, metadata) => {
      const rows = table.split.train.subarray(0, checkedRows)
      const noise = seededNoise(
        spec.training.seed,
        Array.from({ length: checkedRows }, (_, at) => at),
        latent,
      )
      const pixels = toBytes(await featuresOf(table, rows), range)
      return exportGenerator({
        path,
        trained,
        image,
        metadata: { ...metadata, ...(labels === null ? {} : { 'modelwright.labels': JSON.stringify(labels) }) },
        noise,
        pictures: channelsLast(pixels, image),
        threads,
      })
    },
    exportWeights: (path) => exportWeights(path, trained),
    exportProgram: async (folder, name) => {
      const session = await createGenerativeSession(spec.model, spec.training, table)
      try {
        return await exportTrainingProgram({ folder, name, session })
      } finally {
        await session.release()
      }
    },
    release: async () => {
      await maker.release()
      await encoder?.release()
    },
  }
}

/** Pictures as other programs hold them: rows × height × width × channels. */
function channelsLast(pixels: Uint8Array, image: { channels: number; height: number; width: number }): Float32Array {
  const [each, positions] = [imageNumbers(image), image.height * image.width]
  return Float32Array.from(pixels, (_, at) => {
    const [row, within] = [Math.floor(at / each), at % each]
    const [position, channel] = [Math.floor(within / image.channels), within % image.channels]
    return pixels[row * each + channel * positions + position]!
  })
}
