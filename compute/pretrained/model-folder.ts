/**
 * A published model on disk, in the layout of the Hugging Face hub: config.json, a tokeniser's files, and the weights as
 * safetensors in one file or several.
 *
 * Weights as Python pickles (.bin, .pt) are never opened: unpickling a file runs whatever code it holds.
 */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { createTokenizer, type Tokenizer } from '../data/text/tokenizer.ts'
import { wordPieceDefinition } from '../data/text/word-piece-vocabulary.ts'
import type { NamedTensor, NamedTensors } from '../models/weights.ts'
import { StudioError, systemErrorCode } from '../spec/errors.ts'
import { asFloat32 } from '../train/float-elements.ts'
import { readSafetensors } from '../train/safetensors.ts'

export interface ModelFolder {
  /** The parsed config.json. */
  readonly config: Readonly<Record<string, unknown>>
  /** All weights, as float32, under the names that they have in the files. */
  readonly weights: NamedTensors
  readonly tokenizer: Tokenizer
}

const pickles = /\.(bin|pt|pth|ckpt|pkl)$/i
const objectSchema = z.record(z.string(), z.unknown())
const indexSchema = z.looseObject({ weight_map: z.record(z.string(), z.string()) })
/** Names of files as an index may give them: of this folder, and no path that leads out of it. */
const plainName = /^[\w.-]+\.safetensors$/

/**
 * Reads a model's folder.
 *
 * @throws StudioError `model-folder-incomplete` {path, missing} where a file lacks, `model-is-pickle` {path, file} where the
 *   weights are there only as a pickle, `model-file-damaged` {path, file} where one can't be read as what it is.
 */
export async function readModelFolder(path: string): Promise<ModelFolder> {
  const names = await readdir(path).catch((error: unknown) => {
    throw new StudioError(systemErrorCode(error) ?? 'model-folder-incomplete', { path, missing: 'config.json' })
  })
  if (!names.includes('config.json')) throw new StudioError('model-folder-incomplete', { path, missing: 'config.json' })
  const config = await readModelConfig(path)
  const weights = await readWeights(path, names)
  return { config, weights, tokenizer: await readTokenizer(path, names) }
}

/** The parsed config.json of a model's folder. @throws StudioError `model-file-damaged` */
export function readModelConfig(path: string): Promise<ModelFolder['config']> {
  return readJson(path, 'config.json', objectSchema)
}

function damaged(path: string, file: string, cause: unknown): StudioError {
  return new StudioError('model-file-damaged', { path, file }, { cause })
}

async function readJson<T>(path: string, file: string, schema: z.ZodType<T>): Promise<T> {
  try {
    return schema.parse(JSON.parse(await readFile(join(path, file), 'utf8')))
  } catch (error) {
    throw damaged(path, file, error)
  }
}

async function readWeights(path: string, names: readonly string[]): Promise<NamedTensors> {
  const files = await weightFiles(path, names)
  const tensors = new Map<string, NamedTensor>()
  for (const file of files) {
    if (!names.includes(file)) throw new StudioError('model-folder-incomplete', { path, missing: file })
    try {
      for (const [name, entry] of readSafetensors(await readFile(join(path, file))).tensors) {
        // Positions as whole numbers and the like are kept along with the weights by some; no model learns them.
        if (/^(F|BF)\d+$/.test(entry.type)) tensors.set(name, { shape: entry.shape, data: asFloat32(name, entry) })
      }
    } catch (error) {
      throw damaged(path, file, error)
    }
  }
  return tensors
}

async function weightFiles(path: string, names: readonly string[]): Promise<readonly string[]> {
  if (names.includes('model.safetensors')) return ['model.safetensors']
  const indexName = 'model.safetensors.index.json'
  if (names.includes(indexName)) {
    const { weight_map } = await readJson(path, indexName, indexSchema)
    const files = [...new Set(Object.values(weight_map))].toSorted()
    const odd = files.find((file) => !plainName.test(file))
    if (odd !== undefined) throw damaged(path, indexName, new Error(`it names ${odd}`))
    return files
  }
  const pickle = names.find((name) => pickles.test(name))
  if (pickle !== undefined) throw new StudioError('model-is-pickle', { path, file: pickle })
  throw new StudioError('model-folder-incomplete', { path, missing: 'model.safetensors' })
}

/** The tokeniser of a model's folder alone. @throws StudioError as readModelFolder */
export async function readFolderTokenizer(path: string): Promise<Tokenizer> {
  return readTokenizer(path, await readdir(path))
}

async function readTokenizer(path: string, names: readonly string[]): Promise<Tokenizer> {
  const { definition, config, file } = await readDefinition(path, names)
  try {
    return createTokenizer(definition, config)
  } catch (error) {
    throw damaged(path, file, error)
  }
}

/** A tokeniser's definition as tokenizer.json has it, or as its vocabulary stands for. @throws StudioError as readModelFolder */
export async function readTokenizerDefinition(path: string): Promise<Readonly<Record<string, unknown>>> {
  return (await readDefinition(path, await readdir(path))).definition
}

async function readDefinition(path: string, names: readonly string[]) {
  const configName = 'tokenizer_config.json'
  const config = names.includes(configName) ? await readJson(path, configName, objectSchema) : {}
  const file = 'tokenizer.json'
  if (names.includes(file)) return { definition: await readJson(path, file, objectSchema), config, file }
  if (!names.includes('vocab.txt')) throw new StudioError('model-folder-incomplete', { path, missing: 'vocab.txt' })
  const vocabulary = await readFile(join(path, 'vocab.txt'), 'utf8')
  const definition = objectSchema.parse(
    wordPieceDefinition(vocabulary, { lowercase: config['do_lower_case'] !== false }),
  )
  return { definition, config, file: 'vocab.txt' }
}
