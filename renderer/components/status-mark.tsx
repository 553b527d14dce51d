/** The three states of a finding, each with its own icon and word, so that colour is never alone. */
import { Check, CircleAlert, type LucideIcon, Wrench } from 'lucide-react'
import type { ReactNode } from 'react'
import { byUrgency, type Notice } from '../../compute/spec/dataset.ts'
import { useWords } from '../i18n/words.ts'
import './status-mark.css'

export type NoticeLevel = Notice['level']

const icons = { fine: Check, mended: Wrench, 'needs-you': CircleAlert } as const satisfies Record<
  NoticeLevel,
  LucideIcon
>

/** Icon and word of a state. */
export function StatusMark({ level }: { readonly level: NoticeLevel }) {
  const { text } = useWords()
  const Icon = icons[level]
  return (
    <span className={`status-mark status-${level}`}>
      <Icon className="icon" aria-hidden />
      {text(`common.levels.${level}`)}
    </span>
  )
}

export interface FindingsProps {
  readonly notices: readonly Notice[]
  readonly label: string
  /** What can be done about a finding, below it. */
  readonly remedyOf?: (notice: Notice) => ReactNode
}

/** Findings, most urgent first; a column's name stands before what is said about it. */
export function Findings({ notices, label, remedyOf }: FindingsProps) {
  const { say } = useWords()
  const sorted = notices.toSorted(byUrgency)
  return (
    <ul className="findings" aria-label={label}>
      {sorted.map((notice, index) => (
        <li key={index} className="finding">
          <StatusMark level={notice.level} />
          <span className="finding-text">
            {notice.column !== null && <span className="finding-column">{notice.column}</span>}
            {say(notice.text)}
            {remedyOf?.(notice)}
          </span>
        </li>
      ))}
    </ul>
  )
}
