/** The three states of a finding, each with its own icon and word, so that colour is never alone. */
import { Check, CircleAlert, type LucideIcon, Wrench } from 'lucide-react'
import type { ReactNode } from 'react'
import { byUrgency, type Finding } from '../../compute/spec/health.ts'
import { useWords } from '../i18n/words.ts'
import { Button } from './button.tsx'
import './status-mark.css'

export type FindingLevel = Finding['level']

const icons = { fine: Check, mended: Wrench, 'needs-you': CircleAlert } as const satisfies Record<
  FindingLevel,
  LucideIcon
>

/** Icon and word of a state. */
export function StatusMark({ level }: { readonly level: FindingLevel }) {
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
  readonly notices: readonly Finding[]
  readonly label: string
  /** What can be done about a finding, below it. */
  readonly remediesOf?: (finding: Finding) => ReactNode
  /** Its state, where it is other than it was found. */
  readonly levelOf?: (finding: Finding) => FindingLevel
  /** Shows the rows of a finding that has some. */
  readonly onShow?: (finding: Finding) => void
  /** What its rows are. */
  readonly shown?: 'rows' | 'pictures' | 'recordings'
}

/** Findings, most urgent first: each with its column, its rule, its rows and its remedies. */
export function Findings({ notices, label, ...props }: FindingsProps) {
  return (
    <ul className="findings" aria-label={label}>
      {notices.toSorted(byUrgency).map((finding, index) => (
        <FindingItem key={index} finding={finding} {...props} />
      ))}
    </ul>
  )
}

interface FindingItemProps extends Omit<FindingsProps, 'notices' | 'label'> {
  readonly finding: Finding
}

function FindingItem({ finding, remediesOf, levelOf, onShow, shown = 'rows' }: FindingItemProps) {
  const { text, say, format } = useWords()
  const { level, column, rule, rows = [], where, files = [] } = finding
  return (
    <li className="finding">
      <StatusMark level={levelOf?.(finding) ?? level} />
      <span className="finding-text">
        {column !== null && <span className="finding-column">{column}</span>}
        {say(finding.text)}
        {rule !== undefined && (
          <span className="finding-rule">
            {text('common.findings.rule', { rule: say(rule) })}
            {rows.length > 0 &&
              ` ${text('common.findings.rows', { rows: format.list(rows.map((row) => format.integer(row))) })}`}
          </span>
        )}
        {files.length > 1 && (
          <details className="finding-files">
            <summary>{text('common.findings.files', { count: files.length })}</summary>
            <ul>
              {files.map((file) => (
                <li key={file}>{file}</li>
              ))}
            </ul>
          </details>
        )}
        {(where !== undefined || remediesOf !== undefined) && (
          <span className="finding-remedies">
            {where !== undefined && onShow !== undefined && (
              <Button size="small" onPress={() => onShow(finding)}>
                {text(`common.findings.show.${shown}`)}
              </Button>
            )}
            {remediesOf?.(finding)}
          </span>
        )}
      </span>
    </li>
  )
}
