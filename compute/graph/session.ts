/** The one place that touches ONNX Runtime: sessions made of ONNX files, tensors in and out. */
import * as ort from 'onnxruntime-node'
import { type Device, deviceNames, devices } from '../spec/device.ts'
import { dataTypes } from './proto.ts'
import type { DType, Tensor } from './tensor.ts'
import { isUnreturned, unreturnedName, withUnreturnedOutputs } from './unreturned-outputs.ts'

export interface SessionOptions {
  /** Native threads that one operation may use. */
  readonly threads: number
  /** How far ONNX Runtime may rewrite the graph; `all` unless measured otherwise. */
  readonly optimization?: 'disabled' | 'basic' | 'extended' | 'all'
  /** What computes it; the processor unless given. What another device has no kernels for, the processor computes. */
  readonly device?: Device
}

export type Tensors = Readonly<Record<string, Tensor>>

/** A model that is ready to run. */
export interface Session {
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  /** Runs the graph on its inputs. Blocks this thread until it is done; gives the outputs by name, or only those asked for. */
  run(inputs: Tensors, outputs?: readonly string[]): Promise<Record<string, Tensor>>
  /** Gives the native memory back. */
  release(): Promise<void>
}

/** The devices that this platform's runtime carries. Whether the machine has them shows when they are used. */
export function supportedDevices(): Device[] {
  const carried = ort.listSupportedBackends().map(({ name }) => name)
  return deviceNames.filter((device) => carried.includes(devices[device].provider))
}

function isDType(type: string): type is DType {
  return Object.hasOwn(dataTypes, type)
}

function toNative({ dtype, data, shape }: Tensor): ort.Tensor {
  return dtype === 'string' ? new ort.Tensor(dtype, [...data], shape) : new ort.Tensor(dtype, data, shape)
}

function fromNative({ type, data, dims }: ort.Tensor): Tensor {
  if (!isDType(type)) throw new TypeError(`tensors of ${type} are not part of the graph language`)
  return { dtype: type, data, shape: dims } as Tensor
}

/** A model that is ready to run, and whose outputs go where the caller wants them. */
export interface WritingSession {
  /** Runs the graph, and writes each of its outputs over what is in its place. No place may be an input as well. */
  write(inputs: Tensors, places: Tensors): Promise<void>
  release(): Promise<void>
}

/** Makes a session of the bytes of an ONNX file, or of a file by its path. */
export async function createSession(model: Uint8Array | string, options: SessionOptions): Promise<Session> {
  const session = await nativeSession(model, options)
  return {
    inputs: session.inputNames,
    outputs: session.outputNames,
    run: async (inputs, outputs = session.outputNames) => {
      const results = await session.run(allNative(inputs), outputs)
      return Object.fromEntries(Object.entries(results).map(([name, result]) => [name, fromNative(result)]))
    },
    release: () => session.release(),
  }
}

/** Makes a session that copies no outputs, for large ones. */
export async function createWritingSession(model: Uint8Array, options: SessionOptions): Promise<WritingSession> {
  const session = await nativeSession(withUnreturnedOutputs(model), options)
  return {
    write: async (inputs, places) => {
      try {
        await session.run(allNative(inputs), { ...allNative(places), [unreturnedName]: null })
      } catch (error) {
        if (!isUnreturned(error)) throw error
      }
    },
    release: () => session.release(),
  }
}

const allNative = (tensors: Tensors) =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, toNative(tensor)]))

async function nativeSession(model: Uint8Array | string, options: SessionOptions): Promise<ort.InferenceSession> {
  const { device = 'cpu' } = options
  const settings: ort.InferenceSession.SessionOptions = {
    executionProviders: device === 'cpu' ? ['cpu'] : [devices[device].provider, 'cpu'],
    intraOpNumThreads: options.threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: options.optimization ?? 'all',
    // Only errors: the optimiser's remarks on initialisers are of no use to anyone here.
    logSeverityLevel: 3,
    // `set_denormal_as_zero` stays off. It holds in the threads of the session's pool and in the thread that made the
    // process's first session, and in no other: results would depend on which thread computed what.
    extra: {
      session: {
        // Idle native threads wait for more work in a busy loop, by default for as long as a call lasts. Where other
        // programs want the processor too, as the app's own window does, that makes two threads slower than one.
        intra_op: { spin_duration_us: '50' },
      },
    },
  }
  return typeof model === 'string'
    ? ort.InferenceSession.create(model, settings)
    : ort.InferenceSession.create(model, settings)
}
