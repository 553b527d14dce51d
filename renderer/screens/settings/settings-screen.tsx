/** Settings: language, theme, threads, where projects are made; and what this app is made of. Changes act at once. */
import { languages, type Settings, themes } from '../../../main/ipc/contract/records.ts'
import type { RequestOf } from '../../../main/ipc/contract/channels.ts'
import { useAppInfo } from '../../app/app-info.tsx'
import { useCommand, useRequest } from '../../bridge/hooks.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { NumberField } from '../../components/field.tsx'
import { Page, Reasoned, Section } from '../../components/page.tsx'
import { Segments } from '../../components/select.tsx'
import { Switch } from '../../components/toggle.tsx'
import { useWords } from '../../i18n/words.ts'
import { About } from './about.tsx'
import { ProjectsFolder } from './projects-folder.tsx'
import './settings-screen.css'

/** See the file's head. */
export function SettingsScreen() {
  const { text } = useWords()
  const settings = useRequest('settings.get', {})
  const change = useCommand('settings.change', ['settings.get', 'app.info'])
  const error = settings.error ?? change.error
  return (
    <Page title={text('shell.settings')} width="reading">
      {error !== null && <ErrorNotice error={error} />}
      {settings.data !== undefined && <Choices settings={settings.data} change={(next) => change.mutate(next)} />}
      <About />
    </Page>
  )
}

interface ChoicesProps {
  readonly settings: Settings
  readonly change: (change: RequestOf<'settings.change'>) => void
}

/** A language is named in itself, so that whoever is lost finds it. */
const languageNames = { en: 'English', 'zh-CN': '简体中文' } as const satisfies Record<
  (typeof languages)[number],
  string
>
const languageChoices = ['system', ...languages] as const

function Choices({ settings, change }: ChoicesProps) {
  const { text } = useWords()
  return (
    <Section title={text('settings.general')}>
      <Reasoned reason={text('settings.languageReason')}>
        <Segments
          label={text('settings.language')}
          value={settings.language}
          onChange={(language) => change({ language })}
          options={languageChoices.map((value) => ({
            value,
            label: value === 'system' ? text('settings.themes.system') : languageNames[value],
          }))}
        />
      </Reasoned>
      <Reasoned reason={text('settings.themeReason')}>
        <Segments
          label={text('settings.theme')}
          value={settings.theme}
          onChange={(theme) => change({ theme })}
          options={themes.map((value) => ({ value, label: text(`settings.themes.${value}`) }))}
        />
      </Reasoned>
      <Threads settings={settings} change={change} />
      <ProjectsFolder settings={settings} change={change} />
    </Section>
  )
}

/** As many threads as the app takes by itself: the cores but one, and at most 8. */
function usualThreads(cores: number): number {
  return Math.min(8, Math.max(1, cores - 1))
}

function Threads({ settings: { threads }, change }: ChoicesProps) {
  const { text } = useWords()
  const { cores } = useAppInfo()
  const usual = usualThreads(cores)
  return (
    <Reasoned reason={text('settings.threadsReason', { cores })}>
      <div className="settings-threads">
        <span className="field-label">{text('settings.threads')}</span>
        <Switch isSelected={threads === null} onChange={(auto) => change({ threads: auto ? null : usual })}>
          {text('settings.threadsAuto', { count: usual })}
        </Switch>
        {threads !== null && (
          <NumberField
            label={text('settings.threads')}
            labelHidden
            stepper
            minValue={1}
            maxValue={256}
            value={threads}
            onChange={(next) => Number.isFinite(next) && change({ threads: next })}
          />
        )}
      </div>
    </Reasoned>
  )
}
