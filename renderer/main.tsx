/** The interface's entry: styles, languages, theme, and the first drawing. */
import './design/fonts.css'
import './design/tokens.css'
import './design/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { App } from './app/app.tsx'
import { loadAppInfo } from './app/app-info.tsx'
import { followEvents, createQueryClient } from './bridge/query-client.ts'
import { followJobs } from './bridge/jobs.ts'
import { followRuns } from './bridge/run-progress.ts'
import { createLanguages } from './i18n/setup.ts'

// Zod would compile its parsers by eval, which the content security policy refuses (and reports).
z.config({ jitless: true })

const client = createQueryClient()
followEvents(client)
followJobs()
followRuns()

const info = await loadAppInfo()
const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App info={info} client={client} languages={createLanguages(info.language)} />
  </StrictMode>,
)
