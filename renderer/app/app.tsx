/** The application: its providers, and language and theme kept as the settings say. */
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { i18n } from 'i18next'
import { useLayoutEffect, useState } from 'react'
import { I18nProvider } from 'react-aria-components'
import { I18nextProvider } from 'react-i18next'
import { RouterProvider } from 'react-router'
import { useEvent } from '../bridge/hooks.ts'
import { type AppInfo, AppInfoContext, applyToDocument } from './app-info.tsx'
import { router } from './routes.tsx'

export interface AppProps {
  readonly info: AppInfo
  readonly client: QueryClient
  readonly languages: i18n
}

/** The root component. */
export function App({ info, client, languages }: AppProps) {
  const [current, setCurrent] = useState(info)
  useEvent('settings.changed', ({ language, dark }) => {
    void languages.changeLanguage(language)
    setCurrent((before) => ({ ...before, language, dark }))
  })
  useLayoutEffect(() => applyToDocument(current), [current])
  return (
    <AppInfoContext value={current}>
      <I18nextProvider i18n={languages}>
        <I18nProvider locale={current.language}>
          <QueryClientProvider client={client}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </I18nProvider>
      </I18nextProvider>
    </AppInfoContext>
  )
}
