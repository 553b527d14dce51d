/** Devices besides the processor: really asked for, and given up with the reason where they can't be had. */
import { describe, expect, it } from 'vitest'
import { supportedDevices } from '../../../../compute/graph/session.ts'
import { deviceNames } from '../../../../compute/spec/device.ts'
import { chooseDevice, largestDifference } from '../../../../compute/train/device-check.ts'
import { chooseGenerativeDevice, numbersOfGenerator } from '../../../../compute/train/generative-device-check.ts'
import { generativeRun } from '../../../../compute/train/generative-run.ts'
import type { BeginOfRun } from '../../../../compute/train/run-course.ts'
import { trainRun } from '../../../../compute/train/train-run.ts'
import { toyGeneration, toyGenerativeRun, toyModels } from '../../../support/generative-toys.ts'
import { toyRun, toyTraining } from '../../../support/toy-run.ts'

describe('the devices of this platform', () => {
  it('are the processor and those of the table that the runtime names', () => {
    expect(supportedDevices()[0]).toBe('cpu')
    expect(deviceNames).toEqual(expect.arrayContaining(supportedDevices()))
  })
})

describe('choosing a device', () => {
  it('takes the processor without a trial', async () => {
    expect(await chooseDevice('cpu')).toEqual({ device: 'cpu', fallback: null })
  })

  it.each(deviceNames.filter((device) => !supportedDevices().includes(device)))(
    'says that the runtime does not carry %s',
    async (asked) => {
      const fallback = { asked, reason: 'not-carried', detail: '' }
      expect(await chooseDevice(asked)).toEqual({ device: 'cpu', fallback })
    },
  )

  it.each(supportedDevices().filter((device) => device !== 'cpu'))(
    'really asks for %s, and takes it or says why not',
    async (asked) => {
      const { device, fallback } = await chooseDevice(asked)
      expect(device).toBe(fallback === null ? asked : 'cpu')
      if (fallback === null) return
      expect(fallback).toMatchObject({ asked })
      expect(['not-started', 'not-equal']).toContain(fallback.reason)
      expect(fallback.detail).not.toBe('')
    },
  )

  it('calls numbers equal within a thousandth, and nothing else', () => {
    const expected = Float32Array.of(1, -2000, 0)
    expect(largestDifference(expected, Float32Array.of(1.0005, -2001, 0.0005))).toBeCloseTo(5e-4, 5)
    expect(largestDifference(expected, Float32Array.of(1, -2000, 0.1))).toBeCloseTo(0.1, 5)
    expect(largestDifference(expected, Float32Array.of(1, NaN, 0))).toBe(Infinity)
    expect(largestDifference(expected, Float32Array.of(1, 2))).toBe(Infinity)
  })
})

describe('a run on a device that can’t be had', () => {
  it('says so as it begins, and gives the model of the processor', async () => {
    const [missing] = deviceNames.filter((device) => !supportedDevices().includes(device))
    const begun: BeginOfRun[] = []
    const onBegin = (begin: BeginOfRun) => void begun.push(begin)
    const training = { ...toyTraining, device: missing! }
    const model = await trainRun(toyRun({ training, onBegin }))
    expect(begun).toMatchObject([{ used: { device: 'cpu', fallback: { asked: missing } } }])
    const usual = await trainRun(toyRun({ onBegin }))
    expect(begun[1]).toMatchObject({ used: { device: 'cpu', fallback: null } })
    expect(model.weights).toEqual(usual.weights)
  })

  it.each(['convolutional VAE', 'conditional DCGAN'] as const)('does so where it is a %s', async (name) => {
    const [missing] = deviceNames.filter((device) => !supportedDevices().includes(device))
    const begun: BeginOfRun[] = []
    const onBegin = (begin: BeginOfRun) => void begun.push(begin)
    const model = toyModels[name]
    const training = { ...toyGeneration(model), epochs: 1 }
    const made = await generativeRun(toyGenerativeRun(model, { training: { ...training, device: missing! }, onBegin }))
    const usual = await generativeRun(toyGenerativeRun(model, { training, onBegin }))
    expect(begun).toMatchObject([
      { used: { device: 'cpu', fallback: { asked: missing } } },
      { used: { device: 'cpu', fallback: null } },
    ])
    expect(made.weights).toEqual(usual.weights)
  })
})

describe('trying a device for a generative model', () => {
  it.each(['vae', 'gan'] as const)('computes a small %s there, and takes it or says why not', async (family) => {
    for (const asked of supportedDevices().filter((device) => device !== 'cpu')) {
      const { device, fallback } = await chooseGenerativeDevice(asked, family)
      expect(device).toBe(fallback === null ? asked : 'cpu')
      if (fallback !== null) expect(['not-started', 'not-equal']).toContain(fallback.reason)
    }
  })

  it.each(['vae', 'gan'] as const)(
    'looks at all numbers of a small %s, which are the same each time',
    async (family) => {
      const numbers = await numbersOfGenerator(family, 'cpu')
      expect(numbers.length).toBeGreaterThan(500)
      expect(numbers.every(Number.isFinite)).toBe(true)
      expect(largestDifference(numbers, await numbersOfGenerator(family, 'cpu'))).toBe(0)
    },
  )
})
