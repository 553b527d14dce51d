/**
 * What training and using a generative model costs on this machine: the multiplications are read off its graphs, the times are
 * those of the cost model of other families. They are meant to be right within a factor of two or three.
 */
import { generativeLayerTables } from '../models/layer-table.ts'
import { buildGenerativeModel, partsOf } from '../models/generative-families.ts'
import { sizeOf } from '../graph/tensor.ts'
import type { Cost } from '../spec/advice.ts'
import type { GenerationSpec } from '../spec/generation.ts'
import { imageNumbers } from '../spec/image-model.ts'
import type { LayerRow } from '../spec/layer-row.ts'
import type { MachineSpeed } from './machine-speed.ts'

/**
 * How often each way is gone through in a step, forward and backward, for each of a batch's rows: a discriminator judges real
 * rows and made ones, and the generator's own turn goes through both networks.
 */
const passes = { encoder: 1, decoder: 1, generator: 1.4, discriminator: 3 } as const
/**
 * What a layer costs beside its products: starting its operations, in smallest steps, and each number that it gives, in
 * multiplications. Measured.
 */
const besides = {
  dense: { start: 5, perNumber: 10 },
  convolution: { start: 16, perNumber: 30 },
} as const
const threadGain = 0.6
const bytesOfNumber = 4
const runtimeMb = 60
const fileOverheadBytes = 5_000
/** Weights and what two moments and their copies take, in numbers a parameter. */
const stateNumbers = 12

/** Numbers of what a model learns. */
export function generativeParameters({ model, image }: Pick<GenerationSpec, 'model' | 'image'>): number {
  const { parameters } = partsOf(buildGenerativeModel(model, imageNumbers(image)))
  return parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0)
}

const kindOf = ({ parts }: LayerRow): keyof typeof besides =>
  parts.some((part) => part === 'convolution' || part === 'transposed-convolution') ? 'convolution' : 'dense'

const workOf = (layer: LayerRow) =>
  layer.multiplications + besides[kindOf(layer)].perNumber * (layer.bytes / bytesOfNumber)

/** What a step does for a row, and what it takes to start one. */
function loadOf({ model, image }: Pick<GenerationSpec, 'model' | 'image'>) {
  const tables = generativeLayerTables(model, imageNumbers(image))
  const rounds = model.family === 'gan' ? model.discriminatorSteps : 1
  const timesOf = (way: keyof typeof passes) => passes[way] * (way === 'discriminator' ? rounds : 1)
  const sum = (of: (table: (typeof tables)[number]) => number) => tables.reduce((all, each) => all + of(each), 0)
  return {
    multiplications: sum(({ way, layers }) => timesOf(way) * layers.reduce((all, layer) => all + workOf(layer), 0)),
    start: sum(
      ({ way, layers }) => timesOf(way) * layers.reduce((all, layer) => all + besides[kindOf(layer)].start, 0),
    ),
    units: sum(({ layers }) => layers.reduce((all, layer) => all + layer.bytes / bytesOfNumber, 0)),
    maker: tables.find(({ way }) => way === 'decoder' || way === 'generator')!,
  }
}

/** Seconds of one epoch over so many pictures. */
export function generationEpochSeconds(spec: GenerationSpec, pictures: number, speed: MachineSpeed): number {
  const { training, heldBack } = spec
  const rows = pictures * (1 - heldBack.validation - heldBack.test)
  const { multiplications, start } = loadOf(spec)
  const parallel = 1 + threadGain * (Math.min(training.threads, speed.cores) - 1)
  const steps = Math.ceil(rows / training.batchSize)
  const updateMs = (generativeParameters(spec) * speed.parameterMs) / parallel
  const rowsMs = ((rows + pictures * heldBack.validation) * multiplications * speed.multiplicationMs) / parallel
  return (steps * (speed.stepMs * start + updateMs) + rowsMs + speed.epochMs) / 1000
}

/** All costs. A prediction is a picture that is made. */
export function generationCost(spec: GenerationSpec, pictures: number, speed: MachineSpeed): Cost {
  const parameters = generativeParameters(spec)
  const { units, maker } = loadOf(spec)
  const made = maker.layers.reduce((sum, { multiplications }) => sum + multiplications, 0)
  const own = maker.layers.reduce((sum, layer) => sum + layer.parameters, 0)
  const rowBytes = imageNumbers(spec.image) * 4
  return {
    parameters,
    trainSeconds: speed.setUpMs / 500 + generationEpochSeconds(spec, pictures, speed) * spec.training.epochs,
    memoryMb:
      runtimeMb +
      (Math.min(pictures * rowBytes, 512e6) + 4 * parameters * stateNumbers + 4 * units * 6 * spec.training.batchSize) /
        1e6,
    fileMb: (4 * own + fileOverheadBytes) / 1e6,
    predictionMs: speed.predictionMs * 2 + made * speed.multiplicationMs,
  }
}
