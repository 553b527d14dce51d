/** Tells a lack of memory from other failures of the native runtime, which has no error codes. */
import { StudioError } from '../spec/errors.ts'

/** How ONNX Runtime and the C++ library under it complain that memory has run out. */
const complaint = /bad.?alloc|failed to allocate|out of memory/i

/** Does the work; a complaint that memory has run out becomes StudioError('training-out-of-memory'). */
export async function outOfMemoryNamed<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const isMemory = error instanceof Error && complaint.test(error.message)
    throw isMemory ? new StudioError('training-out-of-memory', {}, { cause: error }) : error
  }
}
