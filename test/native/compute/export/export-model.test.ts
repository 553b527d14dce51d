import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fromBinary } from '@bufbuild/protobuf'
import { ModelProtoSchema } from 'onnx-buf'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { turnBack } from '../../../../compute/data/preprocess/encode-target.ts'
import { featuresOf } from '../../../../compute/data/rows/feature-file.ts'
import { prepareRun } from '../../../../compute/data/preprocess/prepare-run.ts'
import type { ExportableModel } from '../../../../compute/export/export-graph.ts'
import { exportModel } from '../../../../compute/export/export-model.ts'
import * as op from '../../../../compute/graph/ops.ts'
import { createSession } from '../../../../compute/graph/session.ts'
import { tensor } from '../../../../compute/graph/tensor.ts'
import { inputValue } from '../../../../compute/graph/value.ts'
import { writeModel } from '../../../../compute/graph/write.ts'
import { buildModel } from '../../../../compute/models/families.ts'
import { buildForward, initialWeights } from '../../../../compute/models/weights.ts'
import { memoryTable, runSpec, sourceOf } from '../../../unit/compute/data/memory-table.ts'

const rows = Array.from({ length: 60 }, (_, row) => row)
const columns = {
  length: rows.map((row) => (row % 7 === 0 ? null : Math.sin(row) * 40)),
  island: rows.map((row) => (row % 11 === 0 ? null : ['Dream', 'Torgersen', ' Biscoe'][row % 3]!)),
  value: rows.map((row) => row / 10),
}

/** A model with its first weights behind preprocessing fitted on the table, and what it predicts for all rows. */
async function modelFor(target: 'species' | 'mass') {
  const table = memoryTable({
    ...columns,
    ...(target === 'species'
      ? { species: rows.map((row) => ['Adelie', 'Gentoo', '帽带企鹅'][row % 3]!) }
      : { mass: rows.map((row) => 4000 + 50 * row) }),
  })
  const spec = runSpec(table, target)
  spec.model = { family: 'mlp', hidden: [16], normalization: 'batch', activation: 'gelu', dropout: 0 }
  const prepared = await prepareRun(sourceOf(table), spec, ['NA'])
  const { inputs, outputs } = prepared.table
  const features = await featuresOf(
    prepared.table,
    Uint32Array.from(rows, (_, row) => row),
  )
  const weights = initialWeights(buildModel(spec.model, inputs, outputs), 3)
  const model: ExportableModel = { fitted: prepared.fitted, weighted: { model: spec.model, inputs, outputs, weights } }
  const x = inputValue('x', 'float32', ['rows', inputs])
  const logits = buildForward(model.weighted, x)
  const y = target === 'species' ? op.softmax(logits) : logits
  const session = await createSession(writeModel({ inputs: [x], outputs: { y } }), { threads: 1 })
  const out = await session.run({ x: tensor('float32', features, [rows.length, inputs]) })
  await session.release()
  const raw = out['y']!.data as Float32Array
  const { target: fittedTarget } = prepared.fitted
  const expected = fittedTarget.kind === 'value' ? turnBack(raw, fittedTarget) : raw
  return { model, check: { table, rows: Uint32Array.from(rows), expected } }
}

describe('an exported model', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'modelwright-export-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  const exportTo = async (target: 'species' | 'mass', path = join(folder, 'model.onnx')) => {
    const { model, check } = await modelFor(target)
    return exportModel({ path, model, check, metadata: { 'modelwright.run': 'run-1' }, threads: 1 })
  }

  it.each(['species', 'mass'] as const)('predicts %s from raw rows as the app does', async (target) => {
    const result = await exportTo(target)
    expect(result).toMatchObject({ rows: 60, labelsDiffer: 0 })
    expect(result.largestDifference).toBeLessThanOrEqual(1e-6)
    const file = await readFile(join(folder, 'model.onnx'))
    expect(result.bytes).toBe(file.byteLength)
    expect(result.sha256).toBe(createHash('sha256').update(file).digest('hex'))
    expect(await readdir(folder)).toEqual(['model.onnx'])
  })

  it('says what it takes and gives, and where it comes from', async () => {
    await exportTo('species')
    const { graph, opsetImport, metadataProps } = fromBinary(
      ModelProtoSchema,
      await readFile(join(folder, 'model.onnx')),
    )
    const described = (values: NonNullable<typeof graph>['input']) =>
      values.map(({ name, type }) => {
        const tensorType = type?.value.case === 'tensorType' ? type.value.value : undefined
        return [name, tensorType?.elemType, tensorType?.shape?.dim.map(({ value }) => String(value.value))]
      })
    expect(described(graph!.input)).toEqual([
      ['length', 1, ['rows', '1']],
      ['value', 1, ['rows', '1']],
      ['island', 8, ['rows', '1']],
    ])
    expect(described(graph!.output)).toEqual([
      ['label', 8, ['rows']],
      ['probabilities', 1, ['rows', '3']],
    ])
    const opsets = Object.fromEntries(opsetImport.map(({ domain, version }) => [domain, Number(version)]))
    expect(opsets['']).toBeLessThanOrEqual(21)
    expect(Object.keys(opsets).sort()).toEqual(['', 'ai.onnx.ml'])
    const metadata = Object.fromEntries(metadataProps.map(({ key, value }) => [key, value]))
    expect(metadata).toMatchObject({ 'modelwright.run': 'run-1', 'modelwright.target': 'species' })
    expect(JSON.parse(metadata['modelwright.labels']!)).toEqual(['Adelie', 'Gentoo', '帽带企鹅'])
  })

  it('gives its value under another name where a column is called value', async () => {
    await exportTo('mass')
    const session = await createSession(join(folder, 'model.onnx'), { threads: 1 })
    expect(session.outputs).toEqual(['value_'])
    await session.release()
  })

  it('is refused and removed where it differs from the app, and an older file stays', async () => {
    const path = join(folder, 'model.onnx')
    await writeFile(path, 'older')
    const { model, check } = await modelFor('species')
    check.expected[31]! += 2e-5
    const attempt = exportModel({ path, model, check, metadata: {}, threads: 1 })
    await expect(attempt).rejects.toMatchObject({ code: 'export-not-equal', params: { path, rows: 60 } })
    expect(await readdir(folder)).toEqual(['model.onnx'])
    expect(await readFile(path, 'utf8')).toBe('older')
  })

  it('says which path it cannot write to', async () => {
    const path = join('/proc', 'model.onnx')
    await expect(exportTo('mass', path)).rejects.toMatchObject({ name: 'StudioError', params: { path } })
  })
})
