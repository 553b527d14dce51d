/** What the training is computed on. Only where there is a choice. */
import { deviceNames } from '../../../../compute/spec/device.ts'
import { useRequest } from '../../../bridge/hooks.ts'
import { Select } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { usePlanField } from './editor-context.ts'
import { FieldRow } from './field-row.tsx'

/** See the file's head. */
export function DeviceRow() {
  const { text } = useWords()
  const carried = useRequest('devices.list', {}).data ?? []
  const [device, set] = usePlanField('device')
  // A plan from another machine may name a device that this one doesn't have.
  const offered = deviceNames.filter((name) => carried.includes(name) || name === device)
  if (offered.length < 2) return null
  return (
    <FieldRow field="device">
      <Select
        label={text('wizard.fields.device')}
        options={offered.map((value) => ({ value, label: text(`common.devices.${value}`) }))}
        value={device}
        onChange={set}
      />
    </FieldRow>
  )
}
