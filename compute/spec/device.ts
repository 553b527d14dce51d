/**
 * What a training may be computed on. A device besides the processor is tried before each run, and not taken where it can't
 * be had or gives other numbers.
 */
import { z } from 'zod'

/** Each device with ONNX Runtime's name of its execution provider. Which of them a platform's runtime carries, it says itself. */
export const devices = {
  /** The processor: everywhere. */
  cpu: { provider: 'cpu' },
  /** Graphics processors of any make, by Direct3D, Metal or Vulkan. */
  webgpu: { provider: 'webgpu' },
  /** Graphics processors under Windows. */
  directml: { provider: 'dml' },
  /** Apple's. */
  coreml: { provider: 'coreml' },
  /** NVIDIA's, where its libraries are installed. */
  cuda: { provider: 'cuda' },
} as const satisfies Record<string, { readonly provider: string }>

export type Device = keyof typeof devices
export const deviceNames = Object.keys(devices) as [Device, ...Device[]]
export const deviceSchema = z.enum(deviceNames)

/** Why a device was not taken: the runtime has none such, it could not be started, or its numbers were others. */
export const fallbackReasons = ['not-carried', 'not-started', 'not-equal'] as const

/** What a run is computed on. */
export const usedDeviceSchema = z.object({
  device: deviceSchema,
  /** Set where another one was asked for. */
  fallback: z
    .object({
      asked: deviceSchema,
      reason: z.enum(fallbackReasons),
      /** In the runtime's own words, or by how much the numbers differ. */
      detail: z.string(),
    })
    .nullable(),
})
export type UsedDevice = z.infer<typeof usedDeviceSchema>
