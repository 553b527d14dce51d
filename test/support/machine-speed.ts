/** A machine of middling speed, for advice that has to know one. */
import type { MachineSpeed } from '../../compute/advise/machine-speed.ts'

export const someSpeed: MachineSpeed = {
  cores: 4,
  stepMs: 0.05,
  parameterMs: 2e-6,
  multiplicationMs: 1e-7,
  epochMs: 0.3,
  setUpMs: 40,
  predictionMs: 0.05,
}
