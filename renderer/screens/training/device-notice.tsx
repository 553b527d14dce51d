/** Says that a run is computed on the processor although another device was asked for, and why. */
import { Cpu } from 'lucide-react'
import type { AnyRunRecord } from '../../../main/ipc/contract/records.ts'
import { type Words, useWords } from '../../i18n/words.ts'
import './device-notice.css'

/** Why a run is not computed on the device that was asked for; null where it is. */
export function fallbackText({ device }: Pick<AnyRunRecord, 'device'>, { text }: Pick<Words, 'text'>): string | null {
  if (device === null || device.fallback === null) return null
  const { asked, reason, detail } = device.fallback
  return text(`common.deviceFallbacks.${reason}`, { device: text(`common.devices.${asked}`), difference: detail })
}

export function DeviceNotice({ run }: { readonly run: AnyRunRecord }) {
  const words = useWords()
  const reason = fallbackText(run, words)
  if (reason === null) return null
  const { fallback } = run.device!
  return (
    <div className="run-notice" role="status">
      <Cpu className="icon" aria-hidden />
      <div>
        <p className="run-notice-title">{words.text('training.deviceTitle')}</p>
        <p>{reason}</p>
        {fallback?.reason === 'not-started' && <p className="device-detail quiet">{fallback.detail}</p>}
      </div>
    </div>
  )
}
