/** A run for which a device is asked that isn't there: trained all the same, with a word on it in its record. */
import { describe, expect, it } from 'vitest'
import { deviceNames } from '../../../../compute/spec/device.ts'
import { flowerSpec, importFlowers } from './flowers.ts'
import { startTestStudio } from './test-studio.ts'

describe('a run on a device', () => {
  it('that is not there is computed on the processor, and its record says so', async () => {
    await using studio = await startTestStudio()
    const dataset = await importFlowers(studio)
    const carried = await studio.invoke('devices.list', {})
    expect(carried[0]).toBe('cpu')
    const missing = deviceNames.find((device) => !carried.includes(device))!
    const spec = flowerSpec(dataset, 3, { device: missing })
    const { id } = await studio.invoke('runs.start', { datasetId: dataset.id, spec })
    await studio.waitFor('run.changed', ({ run }) => run.id === id && run.status === 'completed')
    const { device } = await studio.invoke('runs.get', { id })
    expect(device).toEqual({ device: 'cpu', fallback: { asked: missing, reason: 'not-carried', detail: '' } })
  })
})
