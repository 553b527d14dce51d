/** An error as a person needs it: what happened, what was kept, what to do; the technical detail is folded away. */
import { ChevronRight, CircleX } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components'
import { useWords } from '../i18n/words.ts'
import { Button } from './button.tsx'
import './error-notice.css'

export interface ErrorNoticeProps {
  /** Anything that was thrown. */
  readonly error: unknown
  /** Buttons that help here: try again, leave rows out, choose another file. */
  readonly actions?: ReactNode
}

/** Says an error in its three sentences. */
export function ErrorNotice({ error, actions }: ErrorNoticeProps) {
  const { text, sayError } = useWords()
  const { what, kept, next, detail, code } = sayError(error)
  return (
    <div className="error-notice" role="alert" data-code={code}>
      <CircleX className="icon error-notice-icon" aria-hidden />
      <div className="error-notice-words">
        <p className="error-notice-what">{what}</p>
        <p>{kept}</p>
        <p>{next}</p>
        {actions !== undefined && <div className="error-notice-actions">{actions}</div>}
        {detail !== null && (
          <Disclosure className="error-notice-details">
            <Heading className="error-notice-fold">
              <AriaButton slot="trigger" className="error-notice-trigger">
                <ChevronRight className="icon" aria-hidden />
                {text('common.details')}
              </AriaButton>
            </Heading>
            <DisclosurePanel>
              <pre className="error-notice-detail">{detail}</pre>
              <CopyButton value={`${code}\n${detail}`} />
            </DisclosurePanel>
          </Disclosure>
        )}
      </div>
    </div>
  )
}

/** Copies a text, and says that it did. */
export function CopyButton({ value }: { readonly value: string }) {
  const { text } = useWords()
  const [copied, setCopied] = useState(false)
  const copy = () => {
    void navigator.clipboard.writeText(value).then(() => setCopied(true))
  }
  return (
    <Button size="small" onPress={copy}>
      {text(copied ? 'common.copied' : 'common.copy')}
    </Button>
  )
}
