/** The weights of the article's presets, exported and loaded into the article's PyTorch classes, which then give the same. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportWeights } from '../../../../compute/export/weights-file.ts'
import { tensor } from '../../../../compute/graph/tensor.ts'
import { inputValue } from '../../../../compute/graph/value.ts'
import { buildModel } from '../../../../compute/models/families.ts'
import { buildForward, initialWeights } from '../../../../compute/models/weights.ts'
import { bertFromFolder } from '../../../../compute/pretrained/bert-checkpoint.ts'
import { readModelFolder } from '../../../../compute/pretrained/model-folder.ts'
import { type ArticleFamily, articleModel } from '../../../../compute/spec/article-preset.ts'
import { imageNumbers, type CnnSpec } from '../../../../compute/spec/image-model.ts'
import type { MlpSpec, ModelSpec } from '../../../../compute/spec/model.ts'
import { randomUnit } from '../../../../compute/spec/random.ts'
import type { LstmSpec, TransformerSpec } from '../../../../compute/spec/sequence-model.ts'
import { repositoryRoot } from '../../../../main/tooling/repository.ts'
import { expectAllClose } from '../../../support/all-close.ts'
import { pythonWith } from '../../../support/python.ts'
import { numbersOf, runGraph } from '../../../support/run-graph.ts'

const python = pythonWith('torch', 'transformers', 'safetensors')
const outputs = 3
const rows = 4
const tinyBert = join(repositoryRoot, 'test/fixtures/pretrained/tiny-bert')
const bert = bertFromFolder(await readModelFolder(tinyBert), { path: tinyBert, length: 12, pooling: 'mean', outputs })

const mlp: MlpSpec = { family: 'mlp', hidden: [24, 12], activation: 'silu', normalization: 'layer', dropout: 0.3 }
const series: LstmSpec = {
  ...{ family: 'lstm', cell: 'gru', sequence: { steps: 9, features: 8, lengths: 'fixed' }, tokens: null },
  ...{ embedding: 1, hidden: 16, layers: 2, bidirectional: true, pooling: 'mean', dropout: 0.2 },
}
const narrow: LstmSpec = { ...series, sequence: { steps: 9, features: 2, lengths: 'fixed' } }
const words: TransformerSpec = {
  ...{ family: 'transformer', sequence: null, tokens: { length: 7, vocabulary: 30 }, width: 16, heads: 4, layers: 2 },
  ...{ feedForward: 64, activation: 'gelu', normalizeFirst: true, positions: 'learned', projectsInput: false },
  ...{ causal: true, pooling: 'last', dropout: 0.3 },
}
const pictures: CnnSpec = {
  ...{ family: 'cnn', image: { channels: 1, height: 8, width: 8 } },
  design: { kind: 'residual', channels: [8], blocks: 1, activation: 'relu', normalization: 'batch', dropout: 0 },
}

interface Case {
  readonly family: ArticleFamily
  /** The practical model whose preset it is. */
  readonly practical: ModelSpec
  /** The article's class and what it is made with. */
  readonly class: string
  readonly arguments: readonly unknown[]
  /** Of what one row is for the class. */
  readonly shape: readonly number[]
}

const cases: Readonly<Record<string, Case>> = {
  MLP: { family: 'mlp', practical: mlp, class: 'MLP', arguments: [6, 24, outputs], shape: [6] },
  CNN: { family: 'cnn', practical: pictures, class: 'CNN', arguments: [3, 32, 32, outputs], shape: [3, 32, 32] },
  RNN: { family: 'rnn', practical: series, class: 'RNN', arguments: [8, 16, outputs], shape: [9, 8] },
  LSTM: { family: 'lstm', practical: series, class: 'LSTM', arguments: [8, 16, outputs], shape: [9, 8] },
  Transformer: {
    ...{ family: 'transformer', practical: series, class: 'Transformer' },
    ...{ arguments: [8, 8, 2, outputs], shape: [9, 8] },
  },
  BERT: {
    ...{ family: 'bert', practical: bert.spec, class: 'Bert' },
    ...{ arguments: [join(tinyBert, 'config.json'), outputs], shape: [12] },
  },
  'RNN of words': {
    ...{ family: 'rnn', practical: words, class: 'OfWords' },
    ...{ arguments: [30, 16, 'RNN', [16, 16, outputs]], shape: [7] },
  },
  'LSTM of words': {
    ...{ family: 'lstm', practical: words, class: 'OfWords' },
    ...{ arguments: [30, 16, 'LSTM', [16, 16, outputs]], shape: [7] },
  },
  'Transformer of words': {
    ...{ family: 'transformer', practical: words, class: 'OfWords' },
    ...{ arguments: [30, 16, 'Transformer', [16, 4, 2, outputs]], shape: [7] },
  },
  'Transformer of few numbers': {
    ...{ family: 'transformer', practical: narrow, class: 'Projected' },
    ...{ arguments: [2, 16, 'Transformer', [16, 8, 2, outputs]], shape: [9, 2] },
  },
}

const inputsOf = (model: ModelSpec) => {
  if (model.family === 'mlp') return 6
  if (model.family === 'cnn' || model.family === 'fusion') return imageNumbers(model.image)
  const { sequence } = 'sequence' in model ? model : { sequence: null }
  return sequence === null ? (model.tokens?.length ?? 0) : sequence.steps * sequence.features
}

/** The preset with weights of its own (a published model's where it has some), and some rows for it. */
function presetOf({ family, practical }: Case) {
  const model = articleModel(family, [practical])!
  const inputs = inputsOf(model)
  const weights = new Map([
    ...initialWeights(buildModel(model, inputs, outputs), 5),
    ...(family === 'bert' ? bert.weights : []),
  ])
  const vocabulary = 'tokens' in model ? (model.tokens?.vocabulary ?? 0) : 0
  const x = Float32Array.from({ length: rows * inputs }, (_, at) => {
    const drawn = randomUnit(3, 'calibration', 1, at)
    return vocabulary === 0 ? 2 * drawn - 1 : 1 + Math.floor(drawn * (vocabulary - 1))
  })
  return { model, inputs, weights, x, words: vocabulary > 0 }
}

// Skipped where there is no Python with PyTorch.
describe.skipIf(python === undefined)('the weights of the article’s presets', () => {
  let folder = ''
  const found: Record<string, readonly number[]> = {}
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'modelwright-article-'))
    const written = Object.entries(cases).map(([name, each], at) => {
      const { model, weights, x, words: areWords } = presetOf(each)
      const path = join(folder, `${at}.safetensors`)
      exportWeights(path, { model, weights })
      const own = { class: each.class, arguments: each.arguments, shape: [rows, ...each.shape] }
      return { name, ...own, weights: path, words: areWords, rows: [...x] }
    })
    await writeFile(join(folder, 'cases.json'), JSON.stringify(written))
    const script = join(import.meta.dirname, 'load_article_weights.py')
    const classes = join(repositoryRoot, 'test/fixtures/make')
    const { stdout } = await promisify(execFile)(python!, [script, join(folder, 'cases.json'), classes])
    ;(JSON.parse(stdout) as number[][]).forEach((values, at) => (found[Object.keys(cases)[at]!] = values))
  }, 300_000)
  afterAll(() => rm(folder, { recursive: true }))

  it.each(Object.entries(cases))(
    'load into its class with strict=True, which gives the same: %s',
    async (name, each) => {
      const { model, inputs, weights, x } = presetOf(each)
      const input = inputValue('x', 'float32', ['rows', inputs])
      const y = buildForward({ model, inputs, outputs, weights }, input)
      const results = await runGraph([input], { y }, { x: tensor('float32', x, [rows, inputs]) })
      expect(found[name]).toHaveLength(rows * outputs)
      expectAllClose(numbersOf(results['y']), found[name]!, { relative: 1e-4, absolute: 1e-5 }, name)
    },
  )
})
