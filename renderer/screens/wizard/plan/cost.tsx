/** What training and using the model will cost on this machine: as figures in the card, as one line at the page's foot. */
import type { Cost } from '../../../../compute/spec/advice.ts'
import { Facts } from '../../../components/page.tsx'
import { useWords, type Words } from '../../../i18n/words.ts'

export interface CostProps {
  readonly cost: Cost
}

const bytesInMb = 1_000_000

/** Training time as an estimate reads: no digits that can't be known. */
export function writeTrainingTime(seconds: number, { text, format }: Pick<Words, 'text' | 'format'>): string {
  if (seconds < 1) return text('wizard.underASecond')
  return text('wizard.about', { what: format.duration(seconds < 10 ? Math.round(seconds) : roundTo2(seconds)) })
}

/** Two significant digits, since estimates don't know more. */
function roundTo2(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1)
  return Math.round(value / unit) * unit
}

/** Each cost under its name. */
export function CostFacts({ cost }: CostProps) {
  const words = useWords()
  const { text, format } = words
  return (
    <Facts
      facts={[
        [text('wizard.cost.time'), writeTrainingTime(cost.trainSeconds, words)],
        [text('wizard.cost.memory'), format.bytes(cost.memoryMb * bytesInMb)],
        [text('wizard.cost.file'), format.bytes(cost.fileMb * bytesInMb)],
        [text('wizard.cost.prediction'), format.milliseconds(cost.predictionMs)],
        [text('wizard.cost.parameters'), format.integer(cost.parameters)],
      ]}
    />
  )
}

/** The costs that decide, in one line; read out when they change. */
export function CostLine({ cost }: CostProps) {
  const words = useWords()
  const { text, format } = words
  return (
    <span className="cost-line" aria-live="polite">
      {[
        writeTrainingTime(cost.trainSeconds, words),
        text('wizard.costLine.memory', { size: format.bytes(cost.memoryMb * bytesInMb) }),
        text('wizard.costLine.file', { size: format.bytes(cost.fileMb * bytesInMb) }),
      ].join(' · ')}
    </span>
  )
}
