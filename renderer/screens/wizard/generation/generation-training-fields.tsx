/** How a model that makes pictures is trained: duration, batches, and how each of its networks is moved. */
import { networksOf, type NetworkName } from '../../../../compute/spec/generative-model.ts'
import { useWords } from '../../../i18n/words.ts'
import { AveragingChoice } from '../plan/averaging-field.tsx'
import { DeviceChoice, useOfferedDevices } from '../plan/device-field.tsx'
import { EarlyStoppingChoice } from '../plan/early-stopping-field.tsx'
import { GradientClipChoice } from '../plan/gradient-clip-field.tsx'
import { OptimizerChoice } from '../plan/optimizer-fields.tsx'
import { RateSweep } from '../plan/rate-sweep.tsx'
import { ScheduleChoice, scheduleKinds } from '../plan/schedule-fields.tsx'
import { useGenerationEditor, useGenerationField } from './generation-editor-context.ts'
import { GenerationNumber, GenerationNumberRow, GenerationRow } from './generation-row.tsx'
import { nameField } from './generation-words.ts'

/** The networks of the plan's model. */
function useNetworks(): readonly NetworkName[] {
  return networksOf[useGenerationEditor().state.plan.model.family]
}

export function GenerationTrainingFields() {
  const networks = useNetworks()
  return (
    <>
      <GenerationNumberRow field="epochs" />
      <EarlyStoppingRow />
      <GenerationNumberRow field="batchSize" />
      {networks.map((network) => (
        <OptimizerRow key={network} network={network} />
      ))}
      {networks.map((network) => (
        <LearningRateRow key={network} network={network} />
      ))}
      <ScheduleRow />
      {networks.map((network) => (
        <GenerationNumberRow key={network} field={`${network}.weightDecay`} />
      ))}
      <GenerationNumberRow field="threads" />
    </>
  )
}

/** What most people never need. */
export function GenerationAdvancedFields() {
  const networks = useNetworks()
  return (
    <>
      {networks.map((network) => (
        <GradientClipRow key={network} network={network} />
      ))}
      {networks.map((network) => (
        <AveragingRow key={network} network={network} />
      ))}
      <GenerationNumberRow field="accumulation" />
      <GenerationNumberRow field="samples" />
      <DeviceRow />
    </>
  )
}

/** Only where there is a choice. */
function DeviceRow() {
  const [device = 'cpu', set] = useGenerationField('device')
  const offered = useOfferedDevices(device)
  if (offered.length < 2) return null
  return (
    <GenerationRow field="device">
      <DeviceChoice device={device} offered={offered} onChange={set} />
    </GenerationRow>
  )
}

function EarlyStoppingRow() {
  const [stopping, set] = useGenerationField('earlyStopping')
  if (stopping === undefined) return null
  return (
    <GenerationRow field="earlyStopping">
      <EarlyStoppingChoice stopping={stopping} onChange={set} />
    </GenerationRow>
  )
}

/** A plateau needs a validation loss, which not every family has. */
const kinds = scheduleKinds.filter((kind) => kind !== 'plateau')

function ScheduleRow() {
  const { epochs } = useGenerationEditor().state.plan.training
  const [schedule, set] = useGenerationField('schedule')
  if (schedule === undefined) return null
  return (
    <GenerationRow field="schedule">
      <ScheduleChoice schedule={schedule} epochs={epochs} kinds={kinds} onChange={set} />
    </GenerationRow>
  )
}

interface OfNetwork {
  readonly network: NetworkName
}

function OptimizerRow({ network }: OfNetwork) {
  const words = useWords()
  const { plan } = useGenerationEditor().state
  const field = `${network}.optimizer` as const
  const [optimizer, set] = useGenerationField(field)
  if (optimizer === undefined) return null
  return (
    <GenerationRow field={field}>
      <OptimizerChoice label={nameField(field, plan, words)} optimizer={optimizer} onChange={set} />
    </GenerationRow>
  )
}

function LearningRateRow({ network }: OfNetwork) {
  const { text } = useWords()
  const { dataset, state, problems } = useGenerationEditor()
  const field = `${network}.learningRate` as const
  const [rate, set] = useGenerationField(field)
  if (rate === undefined) return null
  return (
    <GenerationRow field={field}>
      <GenerationNumber field={field} />
      {network === 'autoencoder' ? (
        <RateSweep datasetId={dataset.id} spec={state.plan} isDisabled={!problems.isWhole} current={rate} onUse={set} />
      ) : (
        // Once is enough.
        network === 'discriminator' && <p className="field-hint">{text('wizard.generation.noSweep')}</p>
      )}
    </GenerationRow>
  )
}

function GradientClipRow({ network }: OfNetwork) {
  const words = useWords()
  const { plan } = useGenerationEditor().state
  const field = `${network}.gradientClip` as const
  const [clip, set] = useGenerationField(field)
  if (clip === undefined) return null
  return (
    <GenerationRow field={field}>
      <GradientClipChoice label={nameField(field, plan, words)} clip={clip} onChange={set} />
    </GenerationRow>
  )
}

function AveragingRow({ network }: OfNetwork) {
  const words = useWords()
  const { plan } = useGenerationEditor().state
  const field = `${network}.averaging` as const
  const [averaging, set] = useGenerationField(field)
  if (averaging === undefined) return null
  return (
    <GenerationRow field={field}>
      <AveragingChoice label={nameField(field, plan, words)} averaging={averaging} onChange={set} />
    </GenerationRow>
  )
}
