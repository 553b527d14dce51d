/** The start page: a table to begin with, projects to go on with, samples to try. */
import { FileUp, FolderOpen, Images } from 'lucide-react'
import { useNavigate } from 'react-router'
import { importAddress } from '../../app/addresses.ts'
import { useCommand } from '../../bridge/hooks.ts'
import { Button } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { useWords } from '../../i18n/words.ts'
import { RecentProjects } from './recent-projects.tsx'
import { SampleList } from './sample-list.tsx'
import './start-screen.css'

/** Where the app begins. */
export function StartScreen() {
  const { text } = useWords()
  const navigate = useNavigate()
  const chooseFile = useCommand('files.choose')
  const chooseFolder = useCommand('folders.choose')
  const chooseProject = useCommand('projects.choose')
  const error = chooseFile.error ?? chooseFolder.error ?? chooseProject.error

  const openFile = () =>
    chooseFile.mutate({}, { onSuccess: (file) => file !== null && void navigate(importAddress(file.paths)) })
  const openPictures = () =>
    chooseFolder.mutate({}, { onSuccess: (folder) => folder !== null && void navigate(importAddress([folder.path])) })
  const openProject = () =>
    chooseProject.mutate({}, { onSuccess: (project) => project !== null && void navigate('/data') })

  return (
    <Page title={text('start.title')} name={text('shell.start')} summary={text('start.summary')}>
      <div className="start">
        <div className="start-drop">
          <p className="start-drop-words">{text('start.drop')}</p>
          <div className="start-drop-actions">
            <Button variant="primary" icon={FileUp} onPress={openFile}>
              {text('start.chooseFile')}
            </Button>
            <Button icon={Images} onPress={openPictures}>
              {text('start.choosePictures')}
            </Button>
            <Button icon={FolderOpen} onPress={openProject}>
              {text('start.openProject')}
            </Button>
          </div>
        </div>
        {error !== null && <ErrorNotice error={error} />}
        <div className="start-lists">
          <RecentProjects />
          <Section title={text('start.samples')} lead={text('start.samplesLead')}>
            <SampleList />
          </Section>
        </div>
      </div>
    </Page>
  )
}
