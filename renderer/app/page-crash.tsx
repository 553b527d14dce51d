/** What stands in a page's place when its drawing failed: the rest of the app goes on. */
import { isRouteErrorResponse, useLocation, useNavigate, useRouteError } from 'react-router'
import { Button } from '../components/button.tsx'
import { CopyButton } from '../components/error-notice.tsx'
import { Page } from '../components/page.tsx'
import { useWords } from '../i18n/words.ts'

/** Says that the page failed, with its detail to copy, and opens it again at a press. */
export function PageCrash() {
  const { text } = useWords()
  const error: unknown = useRouteError()
  const navigate = useNavigate()
  const { pathname, search } = useLocation()
  const detail = describe(error)
  return (
    <Page title={text('shell.crashed')} width="reading">
      <p>{text('shell.crashedText')}</p>
      <pre className="page-crash-detail">{detail}</pre>
      <div className="page-actions">
        <Button variant="primary" onPress={() => void navigate(pathname + search, { replace: true })}>
          {text('shell.crashedReload')}
        </Button>
        <Button onPress={() => void navigate('/')}>{text('shell.start')}</Button>
        <CopyButton value={detail} />
      </div>
    </Page>
  )
}

function describe(error: unknown): string {
  if (isRouteErrorResponse(error)) return `${error.status} ${error.statusText}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
