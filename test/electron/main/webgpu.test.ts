/**
 * Training by WebGPU, on the processor for want of a graphics card in most machines that run tests: Electron brings along
 * SwiftShader, a Vulkan that needs none.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseDevice } from '../../../compute/train/device-check.ts'
import { chooseGenerativeDevice } from '../../../compute/train/generative-device-check.ts'
import { findElectron } from '../../../main/tooling/electron-runtime.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelwright-vulkan-'))
  const { executable } = await findElectron()
  const library = join(dirname(executable), 'libvk_swiftshader.so')
  const description = join(dirname(executable), 'vk_swiftshader_icd.json')
  if (!existsSync(library)) return
  // Vulkan's loader looks for the library where the process is, not where the description is.
  const icd = (await readFile(description, 'utf8')).replace('./libvk_swiftshader.so', library)
  await writeFile(join(folder, 'icd.json'), icd)
  process.env['VK_ICD_FILENAMES'] = join(folder, 'icd.json')
  process.env['XDG_RUNTIME_DIR'] ??= folder
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Whether the system has Vulkan's loader. */
const hasVulkan = () => spawnSync('ldconfig', ['-p'], { encoding: 'utf8' }).stdout.includes('libvulkan.so.1')

// Elsewhere the runtime's own devices are asked for as they are (test/native).
describe.runIf(process.platform === 'linux' && hasVulkan())('a training by WebGPU', () => {
  it('gives the processor’s numbers: a residual network with batch normalisation and dropout', async () => {
    expect(await chooseDevice('webgpu')).toEqual({ device: 'webgpu', fallback: null })
  })

  const families =
    process.env['MODELWRIGHT_ALL_JOURNEYS'] === undefined ? (['vae'] as const) : (['vae', 'gan'] as const)
  it.each(families)('gives the processor’s numbers: a small %s', async (family) => {
    expect(await chooseGenerativeDevice('webgpu', family)).toEqual({ device: 'webgpu', fallback: null })
  })
})
