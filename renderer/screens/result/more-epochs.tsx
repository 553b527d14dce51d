/** Goes on with a finished run for more epochs, from its last weights and optimiser state. */
import { Play } from 'lucide-react'
import { useState } from 'react'
import type { AnyRunRecord } from '../../../main/ipc/contract/records.ts'
import { useCommand } from '../../bridge/hooks.ts'
import { Button } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { NumberField } from '../../components/field.tsx'
import { useWords } from '../../i18n/words.ts'

const most = 100_000

export function MoreEpochs({ run }: { readonly run: AnyRunRecord }) {
  const { text } = useWords()
  const extend = useCommand('runs.extend', ['runs.get'])
  const [epochs, setEpochs] = useState(() => Math.max(10, Math.round(run.spec.training.epochs / 2)))
  const valid = Number.isInteger(epochs) && epochs >= 1 && epochs <= most
  return (
    <div className="more-epochs">
      <p className="quiet">{text('result.moreEpochsLead')}</p>
      <div className="more-epochs-line">
        <NumberField
          label={text('result.moreEpochsLabel')}
          labelHidden
          stepper
          value={epochs}
          onChange={setEpochs}
          minValue={1}
          maxValue={most}
          step={1}
        />
        <Button
          icon={Play}
          isDisabled={!valid || extend.isPending}
          onPress={() => extend.mutate({ id: run.id, epochs })}
        >
          {text('result.trainMore', { count: valid ? epochs : 0 })}
        </Button>
      </div>
      {extend.error !== null && <ErrorNotice error={extend.error} />}
    </div>
  )
}
