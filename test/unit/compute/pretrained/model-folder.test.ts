import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readModelFolder } from '../../../../compute/pretrained/model-folder.ts'
import { StudioError } from '../../../../compute/spec/errors.ts'

const fixtures = join(import.meta.dirname, '../../../fixtures/pretrained')

async function refusal(path: string) {
  const error = await readModelFolder(path).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return error instanceof StudioError ? { code: error.code, ...error.params } : error
}

describe('the folder of a published model', () => {
  let path = ''
  const file = (name: string) => join(path, name)
  const remove = (...names: string[]) => names.forEach((name) => rmSync(file(name)))
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'modelwright-model-'))
    cpSync(join(fixtures, 'tiny-bert'), path, { recursive: true })
  })
  afterEach(() => rmSync(path, { recursive: true }))

  it('gives the same weights from one file and from several', async () => {
    const [whole, sharded] = [await readModelFolder(path), await readModelFolder(join(fixtures, 'tiny-bert-sharded'))]
    expect(whole.weights.size).toBe(41)
    expect(new Map([...sharded.weights].toSorted())).toEqual(new Map([...whole.weights].toSorted()))
    expect(whole.config['model_type']).toBe('bert')
    expect(whole.tokenizer.encode('').length).toBe(2)
  })

  it.each(['config.json', 'model.safetensors', 'vocab.txt'])('without %s says what is missing', async (name) => {
    remove(name)
    expect(await refusal(path)).toEqual({ code: 'model-folder-incomplete', path, missing: name })
  })

  it('that is not there, or lacks a shard, says so', async () => {
    expect(await refusal(file('nowhere'))).toMatchObject({ code: 'model-folder-incomplete' })
    const sharded = file('sharded')
    cpSync(join(fixtures, 'tiny-bert-sharded'), sharded, { recursive: true })
    rmSync(join(sharded, 'model-00002-of-00002.safetensors'))
    expect(await refusal(sharded)).toEqual({
      code: 'model-folder-incomplete',
      path: sharded,
      missing: 'model-00002-of-00002.safetensors',
    })
  })

  it.each(['pytorch_model.bin', 'model.pt'])(
    'with its weights only in %s is refused, the file unopened',
    async (name) => {
      remove('model.safetensors')
      writeFileSync(file(name), Buffer.from('80049511', 'hex'))
      expect(await refusal(path)).toEqual({ code: 'model-is-pickle', path, file: name })
    },
  )

  it.each(['config.json', 'model.safetensors', 'tokenizer_config.json'])('with half of %s names it', async (name) => {
    truncateSync(file(name), Math.floor(readFileSync(file(name)).length / 2))
    expect(await refusal(path)).toEqual({ code: 'model-file-damaged', path, file: name })
  })

  it('whose index leads out of it is refused', async () => {
    remove('model.safetensors')
    const name = 'model.safetensors.index.json'
    writeFileSync(file(name), JSON.stringify({ weight_map: { a: '../../secret.safetensors' } }))
    expect(await refusal(path)).toEqual({ code: 'model-file-damaged', path, file: name })
  })
})
