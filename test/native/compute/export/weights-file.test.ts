import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportWeights } from '../../../../compute/export/weights-file.ts'
import { buildModel } from '../../../../compute/models/families.ts'
import { initialWeights } from '../../../../compute/models/weights.ts'
import { float32Tensors, readSafetensors } from '../../../../compute/train/safetensors.ts'
import { toyModel } from '../../../support/toy-run.ts'

describe('exported weights', () => {
  const weights = initialWeights(buildModel(toyModel, 6, 3), 1)
  const weighted = { model: toyModel, inputs: 6, outputs: 3, weights }
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'modelwright-weights-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('are the model’s, by PyTorch’s names, with what they belong to', async () => {
    const path = join(folder, 'toy.safetensors')
    exportWeights(path, weighted)
    const file = readSafetensors(await readFile(path))
    expect(float32Tensors(file)).toEqual(new Map(weights))
    expect(file.metadata['format']).toBe('pt')
    expect(JSON.parse(file.metadata['model'] ?? '')).toEqual(toyModel)
    expect([...weights.keys()]).toContain('layers.1.running_mean')
  })

  it('leave nothing behind where they can’t be written', async () => {
    const before = await readdir(folder)
    const path = join(folder, 'nowhere', 'toy.safetensors')
    const refused = expect.objectContaining({ code: 'folder-read-only', params: { path } }) as Error
    expect(() => exportWeights(path, weighted)).toThrow(refused)
    expect(await readdir(folder)).toEqual(before)
  })
})
