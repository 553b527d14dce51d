/** States of findings, the icons in use, a distribution, and the words of the field. */
import { ChartSpline, Download, House, Pause, Play, Settings, Square, Star, Table2, Undo2 } from 'lucide-react'
import type { Finding } from '../../../compute/spec/health.ts'
import { message } from '../../../compute/spec/message.ts'
import { Distribution } from '../../components/distribution.tsx'
import { Findings } from '../../components/status-mark.tsx'
import { useWords } from '../../i18n/words.ts'

const icons = [House, Table2, ChartSpline, Settings, Play, Pause, Square, Star, Download, Undo2]
const terms = [
  'learningRate',
  'earlyStopping',
  'validationSet',
  'confusionMatrix',
  'dropout',
  'weightDecay',
  'gradientClipping',
  'stratified',
] as const
const bars = [2, 5, 9, 14, 22, 31, 28, 19, 24, 30, 21, 12, 7, 3, 1]

/** Findings in the three states, icons, distributions, terms. */
export function SignSamples() {
  const { text } = useWords()
  const notices: Finding[] = [
    { level: 'needs-you', column: 'island', text: message('design.findings.needs') },
    { level: 'mended', column: 'sex', text: message('design.findings.mended', { count: 11 }) },
    { level: 'fine', column: null, text: message('design.findings.fine') },
  ]
  return (
    <>
      <Findings notices={notices} label={text('design.signs')} />
      <div className="design-row design-icons">
        {icons.map((Icon, index) => (
          <Icon key={index} className="icon" aria-hidden />
        ))}
      </div>
      <div className="design-row">
        <Distribution
          label={text('design.distributionNumbers')}
          kind="number"
          bars={bars.map((count, index) => ({ label: String(index), from: index, to: index + 1, count }))}
        />
        <Distribution
          label={text('design.distributionCategories')}
          kind="category"
          bars={[168, 124, 52].map((count, index) => ({ label: String(index), from: null, to: null, count }))}
        />
      </div>
      <ul className="design-terms">
        {terms.map((term) => (
          <li key={term}>{text(`design.terms.${term}`)}</li>
        ))}
      </ul>
    </>
  )
}
