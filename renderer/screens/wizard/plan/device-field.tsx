/** What the training is computed on. Only where there is a choice. */
import { type Device, deviceNames } from '../../../../compute/spec/device.ts'
import { useRequest } from '../../../bridge/hooks.ts'
import { Select } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { usePlanField } from './editor-context.ts'
import { FieldRow } from './field-row.tsx'

/** See the file's head. */
export function DeviceRow() {
  const [device, set] = usePlanField('device')
  const offered = useOfferedDevices(device)
  if (offered.length < 2) return null
  return (
    <FieldRow field="device">
      <DeviceChoice device={device} offered={offered} onChange={set} />
    </FieldRow>
  )
}

/** The devices of this machine; a plan from another machine may name one that this one doesn't have. */
export function useOfferedDevices(device: Device): readonly Device[] {
  const carried = useRequest('devices.list', {}).data ?? []
  return deviceNames.filter((name) => carried.includes(name) || name === device)
}

export interface DeviceChoiceProps {
  readonly device: Device
  readonly offered: readonly Device[]
  readonly onChange: (device: Device) => void
}

/** A device among those that are offered. */
export function DeviceChoice({ device, offered, onChange }: DeviceChoiceProps) {
  const { text } = useWords()
  return (
    <Select
      label={text('wizard.fields.device')}
      options={offered.map((value) => ({ value, label: text(`common.devices.${value}`) }))}
      value={device}
      onChange={onChange}
    />
  )
}
