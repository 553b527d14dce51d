/** What this app is: its version, what it is built on, under which licences, and where its log is. */
import { useNavigate } from 'react-router'
import { useAppInfo } from '../../app/app-info.tsx'
import { useCommand } from '../../bridge/hooks.ts'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/error-notice.tsx'
import { Facts, Section } from '../../components/page.tsx'
import { useWords } from '../../i18n/words.ts'

/** The works that are bundled, each with its licence (SPDX). */
const works = [
  ['ONNX Runtime', 'MIT'],
  ['DuckDB', 'MIT'],
  ['SQLite', 'blessing'],
  ['Electron', 'MIT'],
  ['React', 'MIT'],
  ['React Aria', 'Apache-2.0'],
  ['uPlot', 'MIT'],
  ['Lucide', 'ISC'],
  ['IBM Plex', 'OFL-1.1'],
] as const

/** See the file's head. */
export function About() {
  const { text } = useWords()
  const { version, versions, logFile } = useAppInfo()
  const navigate = useNavigate()
  const reveal = useCommand('shell.reveal')
  const written = Object.entries(versions).map(([name, number]) => `${name} ${number}`)
  return (
    <Section
      title={text('settings.about')}
      actions={
        <Button size="small" onPress={() => void navigate('/design')}>
          {text('settings.design')}
        </Button>
      }
    >
      <p>{text('settings.aboutText')}</p>
      <div className="settings-facts">
        <Facts
          facts={[
            [text('settings.version'), `Modelwright ${version}`],
            [
              text('settings.builtOn'),
              <span key="built" className="settings-versions">
                <span>{written.join(' · ')}</span>
                <CopyButton value={[`modelwright ${version}`, ...written].join('\n')} />
              </span>,
            ],
            [
              text('settings.log'),
              <span key="log" className="settings-versions">
                <span className="mono">{logFile}</span>
                <Button size="small" onPress={() => reveal.mutate({ path: logFile })}>
                  {text('settings.show')}
                </Button>
              </span>,
            ],
            [text('settings.licence'), text('settings.licenceText')],
            [text('settings.works'), works.map(([name, licence]) => `${name} (${licence})`).join(' · ')],
          ]}
        />
      </div>
    </Section>
  )
}
