/** Training what is planned: the run is started, the wizard forgotten, and the run shown. */
import { useNavigate } from 'react-router'
import type { AnyRunSpec } from '../../../../compute/spec/generation.ts'
import { runAddress } from '../../../app/addresses.ts'
import { useCommand } from '../../../bridge/hooks.ts'
import { forgetWizard } from '../use-wizard.ts'

/** So long a plan must rest before its cost is asked for, in milliseconds. */
export const costRest = 150

export function useTrain(wizardKey: string) {
  const navigate = useNavigate()
  const start = useCommand('runs.start', ['runs.list'])
  return {
    train: (datasetId: string, spec: AnyRunSpec) =>
      start.mutate(
        { datasetId, spec },
        {
          onSuccess: ({ id }) => {
            forgetWizard(wizardKey)
            void navigate(runAddress(id))
          },
        },
      ),
    isPending: start.isPending,
    error: start.error,
  }
}
