/** Convolutional networks: for images. */
import { activation } from '../nn/activation.ts'
import { batchNorm } from '../nn/batch-norm.ts'
import { conv2d } from '../nn/convolution.ts'
import { dropout } from '../nn/dropout.ts'
import { groupNorm } from '../nn/group-norm.ts'
import { type Layer, numbered, sequential } from '../nn/layer.ts'
import { linear } from '../nn/linear.ts'
import { averagePool, flatten, globalAveragePool, maxPool, rowsToImages } from '../nn/pooling.ts'
import { residual } from '../nn/residual.ts'
import { GraphError } from '../graph/shape.ts'
import type { CnnDesign, CnnDesignOf, CnnSpec, ImageNormalization, ImageShape } from '../spec/image-model.ts'

const pooledBy2 = (length: number) => Math.floor(length / 2)

/** Channels that are normalised together by group normalisation: the largest of these numbers of groups that divides them. */
const groupCounts = [8, 4, 2, 1]

const normalizationLayers = {
  none: () => [],
  batch: (name, channels) => [batchNorm(name, channels)],
  group: (name, channels) => [groupNorm(name, channels, groupCounts.find((count) => channels % count === 0) ?? 1)],
} satisfies Record<ImageNormalization, (name: string, channels: number) => readonly Layer[]>

/** What is left of an image's lengths; throws GraphError where nothing is. */
function checkedSize(height: number, width: number): void {
  if (height < 1 || width < 1) throw new GraphError('the image is too small for so many layers')
}

/**
 * The article's network: conv1, pool, conv2, pool, fc1, fc2. ReLU follows each but the last; it is put behind the pooling
 * here, where it has a quarter of the work: the largest of numbers stays the largest when those below 0 become 0, and so
 * does the first of several, to which the gradient goes.
 */
function article(_: CnnDesignOf<'article'>, { channels, height, width }: ImageShape, outputs: number): Layer[] {
  const after = (length: number) => pooledBy2(pooledBy2(length - 2) - 2)
  checkedSize(after(height), after(width))
  return [
    conv2d('conv1', channels, 32, { kernel: 3 }),
    maxPool(2),
    activation('relu'),
    conv2d('conv2', 32, 64, { kernel: 3 }),
    maxPool(2),
    activation('relu'),
    flatten(),
    linear('fc1', 64 * after(height) * after(width), 120),
    activation('relu'),
    linear('fc2', 120, outputs),
  ]
}

const poolings = { max: maxPool, average: averagePool } as const

/** VGG's form: `features` with a pooling after each stage, then `classifier`. */
function plain(design: CnnDesignOf<'plain'>, { channels, height, width }: ImageShape, outputs: number): Layer[] {
  const features: ((name: string) => Layer)[] = []
  let [now, rows, columns] = [channels, height, width]
  for (const next of design.channels) {
    for (let count = 0; count < design.convolutions; count++) {
      const inputs = now
      const bias = design.normalization === 'none'
      features.push((name) => conv2d(name, inputs, next, { kernel: 3, padding: 1, bias }))
      if (!bias) features.push((name) => sequential(normalizationLayers[design.normalization](name, next)))
      features.push(() => activation(design.activation))
      now = next
    }
    features.push(() => poolings[design.pooling](2))
    ;[rows, columns] = [pooledBy2(rows), pooledBy2(columns)]
  }
  checkedSize(rows, columns)
  const widths = [now * rows * columns, ...design.hidden]
  const classifier = design.hidden.flatMap((hidden, index) => [
    (name: string) => linear(name, widths[index] ?? 1, hidden),
    () => activation(design.activation),
    ...(design.dropout > 0 ? [() => dropout(design.dropout)] : []),
  ])
  const last = (name: string) => linear(name, widths.at(-1) ?? 1, outputs)
  return [...numbered('features', features), flatten(), ...numbered('classifier', [...classifier, last])]
}

/** A basic block of a residual network, with torchvision's names (also for what is not batch normalisation). */
function basicBlock(
  name: string,
  [inputs, outputs]: readonly [number, number],
  stride: number,
  { normalization, activation: kind }: CnnDesignOf<'residual'>,
): Layer {
  const bias = normalization === 'none'
  const normalized = (own: string) => normalizationLayers[normalization](`${name}.${own}`, outputs)
  const main = [
    conv2d(`${name}.conv1`, inputs, outputs, { kernel: 3, stride, padding: 1, bias }),
    ...normalized('bn1'),
    activation(kind),
    conv2d(`${name}.conv2`, outputs, outputs, { kernel: 3, padding: 1, bias }),
    ...normalized('bn2'),
  ]
  const shortcut =
    stride === 1 && inputs === outputs
      ? []
      : [conv2d(`${name}.downsample.0`, inputs, outputs, { kernel: 1, stride, bias }), ...normalized('downsample.1')]
  return sequential([residual(sequential(main), sequential(shortcut)), activation(kind)])
}

/** The residual network for small images: conv1 and bn1 at full size, layer1 and so on, the mean over space, fc. */
function residualNetwork(design: CnnDesignOf<'residual'>, { channels }: ImageShape, outputs: number): Layer[] {
  const [first = 1] = design.channels
  const bias = design.normalization === 'none'
  const stages = design.channels.flatMap((width, stage) =>
    Array.from({ length: design.blocks }, (_, block) => {
      const inputs = block === 0 ? (design.channels[stage - 1] ?? first) : width
      return basicBlock(`layer${stage + 1}.${block}`, [inputs, width], stage > 0 && block === 0 ? 2 : 1, design)
    }),
  )
  return [
    conv2d('conv1', channels, first, { kernel: 3, padding: 1, bias }),
    ...normalizationLayers[design.normalization]('bn1', first),
    activation(design.activation),
    ...stages,
    globalAveragePool(),
    ...(design.dropout > 0 ? [dropout(design.dropout)] : []),
    linear('fc', design.channels.at(-1) ?? first, outputs),
  ]
}

const designs: {
  readonly [K in CnnDesign['kind']]: (design: CnnDesignOf<K>, image: ImageShape, outputs: number) => readonly Layer[]
} = { article, plain, residual: residualNetwork }

/** A convolutional network from rows (channels × height × width numbers) to rows × outputs. Throws GraphError where the image doesn't fit. */
export function cnn({ image, design }: CnnSpec, inputs: number, outputs: number): Layer {
  if (inputs !== image.channels * image.height * image.width)
    throw new GraphError(`${inputs} numbers are no image of ${image.channels} × ${image.height} × ${image.width}`)
  const build = designs[design.kind] as (design: CnnDesign, image: ImageShape, outputs: number) => readonly Layer[]
  return sequential([rowsToImages(image), ...build(design, image, outputs)])
}
