/**
 * The pretrained models of a project: copied into it, so that a run finds its beginning again when the source is gone.
 *
 * Each has a folder `pretrained/<id>` with the published files as they are, and a note about it.
 */
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Tokenizer } from '../data/text/tokenizer.ts'
import { parameterCount } from '../models/weights.ts'
import type { BertSpec } from '../spec/bert-model.ts'
import { StudioError, systemErrorCode } from '../spec/errors.ts'
import { type PretrainedModel, pretrainedModelSchema } from '../spec/pretrained-model.ts'
import { type BertCheckpoint, bertFromFolder, bertSpecOf } from './bert-checkpoint.ts'
import { readFolderTokenizer, readModelConfig, readModelFolder, readTokenizerDefinition } from './model-folder.ts'

const folderName = 'pretrained'
const noteName = 'modelwright.json'
/** What of a published folder a model consists of. */
const ofModel =
  /^(config|tokenizer|tokenizer_config|special_tokens_map|model\.safetensors\.index)\.json$|^vocab\.txt$|\.safetensors$/

const folderOf = (projectFolder: string, id: string) => join(projectFolder, folderName, id)

/**
 * Brings a published model into the project; one that is there already stays as it is.
 *
 * @throws StudioError as readModelFolder and bertFromFolder, disk-full, folder-read-only, cancelled
 */
export async function importModel(path: string, projectFolder: string, signal: AbortSignal): Promise<PretrainedModel> {
  const { spec } = bertFromFolder(await readModelFolder(path), { path, length: 8, pooling: 'mean', outputs: 1 })
  const files = (await readdir(path)).filter((name) => ofModel.test(name)).toSorted()
  const temporary = folderOf(projectFolder, `${process.pid}.importing`)
  try {
    await mkdir(temporary, { recursive: true })
    const hash = createHash('sha256')
    let bytes = 0
    for (const name of files) {
      if (signal.aborted) throw new StudioError('cancelled')
      const copy = join(temporary, name)
      await copyFile(join(path, name), copy, constants.COPYFILE_FICLONE)
      hash.update(`${name}\n`).update(await readFile(copy))
      bytes += (await stat(copy)).size
    }
    const model = describe(spec, { id: hash.digest('hex'), name: basename(path), importedAt: Date.now(), bytes })
    const known = await noteOf(folderOf(projectFolder, model.id))
    if (known !== null) return known
    await writeFile(join(temporary, noteName), `${JSON.stringify(model, null, 2)}\n`)
    await rename(temporary, folderOf(projectFolder, model.id))
    return model
  } catch (error) {
    if (error instanceof StudioError) throw error
    const code = systemErrorCode(error)
    throw code === null ? error : new StudioError(code, { path: projectFolder }, { cause: error })
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

function describe(
  spec: BertSpec,
  source: Pick<PretrainedModel, 'id' | 'name' | 'importedAt' | 'bytes'>,
): PretrainedModel {
  const { width, layers, positions, tokens } = spec
  return { ...source, width, layers, positions, vocabulary: tokens.vocabulary, parameters: parameterCount(spec, 8, 1) }
}

async function noteOf(folder: string): Promise<PretrainedModel | null> {
  try {
    return pretrainedModelSchema.parse(JSON.parse(await readFile(join(folder, noteName), 'utf8')))
  } catch {
    return null
  }
}

/** The project's pretrained models, the newest first. */
export async function importedModels(projectFolder: string): Promise<PretrainedModel[]> {
  const names = await readdir(join(projectFolder, folderName)).catch(() => [])
  const notes = await Promise.all(names.map((name) => noteOf(folderOf(projectFolder, name))))
  return notes.filter((note) => note !== null).toSorted((a, b) => b.importedAt - a.importedAt)
}

/**
 * A pretrained model of the project with its spec for texts of some length, read by the mean over their tokens: it is at hand
 * in every model, while the output for the first token was not trained in all of them.
 *
 * @throws StudioError as readModelFolder
 */
export function importedSpec(projectFolder: string, id: string) {
  return opened(projectFolder, id, async (path) => {
    const model = await noteOf(path)
    if (model === null) throw new StudioError('model-folder-incomplete', { path, missing: noteName })
    const config = await readModelConfig(path)
    const specFor = (length: number): BertSpec => ({
      ...bertSpecOf(config, { path, length, pooling: 'mean', outputs: 1 }),
      pretrained: id,
    })
    return { model, specFor }
  })
}

/** The tokeniser of a pretrained model of the project. @throws StudioError model-folder-incomplete, model-file-damaged */
export function importedTokenizer(projectFolder: string, id: string): Promise<Tokenizer> {
  return opened(projectFolder, id, readFolderTokenizer)
}

/**
 * The tokeniser of a pretrained model as a tokenizer.json that brings every text to one length: what an exported model takes.
 *
 * @param length null: texts keep their length
 * @throws StudioError as importedTokenizer
 */
export async function exportedTokenizer(projectFolder: string, id: string, length: number | null): Promise<Uint8Array> {
  const definition = await opened(projectFolder, id, readTokenizerDefinition)
  if (length === null)
    return new TextEncoder().encode(JSON.stringify({ ...definition, truncation: null, padding: null }))
  const truncation = { direction: 'Right', max_length: length, strategy: 'LongestFirst', stride: 0 }
  const padding = {
    strategy: { Fixed: length },
    direction: 'Right',
    pad_to_multiple_of: null,
    pad_id: 0,
    pad_type_id: 0,
    pad_token: '[PAD]',
  }
  return new TextEncoder().encode(JSON.stringify({ ...definition, truncation, padding }))
}

/** The weights that a run of such a model begins with, for so many outputs. @throws StudioError as readModelFolder */
export async function importedWeights(
  projectFolder: string,
  id: string,
  { tokens, pooling, head }: BertSpec,
  outputs: number,
): Promise<BertCheckpoint['weights']> {
  return opened(projectFolder, id, async (path) => {
    return bertFromFolder(await readModelFolder(path), { path, length: tokens.length, pooling, head, outputs }).weights
  })
}

async function opened<T>(projectFolder: string, id: string, read: (path: string) => Promise<T>): Promise<T> {
  const folder = folderOf(projectFolder, id)
  try {
    return await read(folder)
  } catch (error) {
    if (systemErrorCode(error) === null) throw error
    throw new StudioError('model-folder-incomplete', { path: folder, missing: 'config.json' }, { cause: error })
  }
}
