/**
 * Exports what makes pictures as an ONNX file: from noise (and a class) to pictures from 0 to 255, and for families that have
 * one the way back, from pictures to their latent numbers, as a file beside it.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import * as op from '../graph/ops.ts'
import { dimAt } from '../graph/shape.ts'
import type { Tensors } from '../graph/session.ts'
import { tensor } from '../graph/tensor.ts'
import type { Value } from '../graph/value.ts'
import { buildGenerativeModel } from '../models/generative-families.ts'
import type { ExportCheck } from '../spec/evaluation.ts'
import { encoderBeside } from '../spec/generation.ts'
import type { WayName } from '../spec/generative-model.ts'
import { imageNumbers, type ImageShape } from '../spec/image-model.ts'
import type { TrainedGenerator } from '../train/generative-run.ts'
import { int64Vector } from '../train/table-feed.ts'
import { exportNetwork, networkOfWay, type TrainedNetwork } from './export-network.ts'

type Trained = Pick<TrainedGenerator, 'model' | 'inputs' | 'weights'>

/** The way from noise of each family. */
const makers = { vae: 'decoder', gan: 'generator' } as const satisfies Record<string, WayName>

/** From noise [rows, latent], and a class [rows] where one is asked for, to pictures [rows, height, width, channels] from 0 to 255. */
export function pictureMaker(trained: Trained, image: ImageShape): TrainedNetwork {
  const { range } = buildGenerativeModel(trained.model, trained.inputs)
  const way = networkOfWay(trained, makers[trained.model.family])
  return {
    ...way,
    inputs: way.inputs.map((input, at) => ({ ...input, name: at === 0 ? 'noise' : 'class' })),
    forward: (inputs, context) => {
      const [rows] = Object.values(way.forward(inputs, context))
      return { pictures: asPictures(rows as Value, image, range) }
    },
  }
}

function asPictures(rows: Value, { channels, height, width }: ImageShape, [least, most]: readonly [number, number]) {
  const levels = op.mul(op.sub(rows, least), 255 / (most - least))
  const planes = op.reshape(levels, [dimAt(rows.shape, 0), channels, height, width])
  return op.transpose(planes, [0, 2, 3, 1])
}

/** From pictures [rows, height, width, channels] from 0 to 255 to the means and log-variances of their latent numbers; null for a GAN. */
export function pictureReader(trained: Trained, image: ImageShape): TrainedNetwork | null {
  if (trained.model.family !== 'vae') return null
  const way = networkOfWay(trained, 'encoder')
  return {
    ...way,
    inputs: [{ name: 'pictures', width: imageNumbers(image), image }],
    forward: ([pictures], context) => {
      const planes = op.transpose(pictures as Value, [0, 3, 1, 2])
      const rows = op.reshape(planes, [dimAt((pictures as Value).shape, 0), imageNumbers(image)])
      return way.forward([op.mul(rows, 1 / 255)], context)
    },
  }
}

export interface GeneratorExport {
  readonly path: string
  readonly trained: Trained
  readonly image: ImageShape
  readonly metadata: Readonly<Record<string, string>>
  /** Noise to check the files with, rows × latent numbers. */
  readonly noise: Float32Array
  /** Pictures to check an encoder with: rows × height × width × channels, from 0 to 255. */
  readonly pictures: Float32Array
  readonly threads: number
}

/**
 * Writes the files, each checked by loading it again before it gets its name. The check is of the one that makes pictures, its
 * difference in shares of the largest number, and that of the encoder where that is larger.
 *
 * @throws StudioError `export-not-equal`, `disk-full`, `folder-read-only`
 */
export async function exportGenerator(request: GeneratorExport): Promise<ExportCheck> {
  const { path, trained, image, metadata, noise, pictures, threads } = request
  const { latent, classes } = buildGenerativeModel(trained.model, trained.inputs)
  const rows = noise.length / latent
  const example: Tensors = {
    noise: tensor('float32', noise, [rows, latent]),
    ...(classes === null ? {} : { class: int64Vector(Int32Array.from({ length: rows }, (_, row) => row % classes)) }),
  }
  const reader = pictureReader(trained, image)
  const { height, width, channels } = image
  const encoded =
    reader === null
      ? 0
      : await exportNetwork({
          path: encoderBeside(path),
          network: reader,
          metadata,
          example: {
            pictures: tensor('float32', pictures, [pictures.length / imageNumbers(image), height, width, channels]),
          },
          threads,
        })
  const made = await exportNetwork({ path, network: pictureMaker(trained, image), metadata, example, threads })
  const file = await readFile(path)
  return {
    rows,
    largestDifference: Math.max(made, encoded),
    labelsDiffer: 0,
    bytes: file.byteLength,
    sha256: createHash('sha256').update(file).digest('hex'),
  }
}
