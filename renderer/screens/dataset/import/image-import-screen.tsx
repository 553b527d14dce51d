/** The preview of pictures that may be imported: how many of which classes, and what some of them look like. */
import { CircleAlert, FileUp } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { ImageInspection } from '../../../../compute/spec/image-source.ts'
import { useRequest } from '../../../bridge/hooks.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { TextField } from '../../../components/field.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { ContactSheet } from '../../../components/picture.tsx'
import { Progress, Waiting } from '../../../components/progress.tsx'
import { useWords } from '../../../i18n/words.ts'
import { TargetChoice } from './target-choice.tsx'
import { type ImportTarget, useImport } from './use-import.ts'

/** Classes that are listed before "and so many more". */
const listedClasses = 12

export interface ImageImportScreenProps {
  readonly path: string
  readonly ownName: string | null
  /** Files that were chosen with it: pictures come from one place at a time. */
  readonly otherFiles: number
}

/** See the file's head. */
export function ImageImportScreen({ path, ownName, otherFiles }: ImageImportScreenProps) {
  const { text, format } = useWords()
  const navigate = useNavigate()
  const project = useRequest('projects.current', {}).data ?? null
  const [typedName, setName] = useState<string | null>(null)
  const [ownTarget, setTarget] = useState<ImportTarget | null>(null)
  const inspection = useRequest('images.inspect', { path })
  const importing = useImport()
  const found = inspection.data ?? null
  const name = typedName ?? ownName ?? found?.name ?? ''
  const target = ownTarget ?? (project === null ? 'new-project' : 'open-project')
  const problem = importing.error ?? inspection.error
  const ready = found !== null && name.trim() !== '' && importing.job === null
  return (
    <Page
      title={found?.name ?? path}
      trail={text('import.trail')}
      summary={found === null ? path : summaryOf(found, text)}
      actions={
        <>
          <Button onPress={() => void navigate(-1)} isDisabled={importing.job !== null}>
            {text('common.cancel')}
          </Button>
          <Button
            variant="primary"
            icon={FileUp}
            isDisabled={!ready}
            onPress={() => importing.start({ kind: 'images', request: { path, name } }, target)}
          >
            {found === null
              ? text('import.importPictures')
              : text('import.importImages', { count: found.images, images: format.integer(found.images) })}
          </Button>
        </>
      }
    >
      <div className="import">
        {importing.job !== null && (
          <Progress
            label={text('import.importing', { name })}
            progress={importing.job.progress}
            cancelling={importing.job.cancelling}
            onCancel={importing.cancel}
          />
        )}
        {problem !== null && (
          <ErrorNotice
            error={problem}
            actions={<Button onPress={() => void inspection.refetch()}>{text('common.tryAgain')}</Button>}
          />
        )}
        {otherFiles > 0 && (
          <ul className="import-notices">
            <li>
              <CircleAlert className="icon" aria-hidden />
              {text('import.onlyFirst', { count: otherFiles })}
            </li>
          </ul>
        )}
        {found === null && inspection.error === null && <Waiting label={text('import.looking')} />}
        {found !== null && (
          <div className="import-parts">
            <div className="import-panel">
              <TextField
                label={text('import.name')}
                value={name}
                onChange={setName}
                maxLength={120}
                error={name.trim() === '' ? text('import.nameMissing') : null}
              />
              {project !== null && <TargetChoice target={target} onTarget={setTarget} />}
              <Classes inspection={found} />
            </div>
            <div className="import-pictures">
              <Section title={text('import.somePictures')} lead={text('import.somePicturesLead')}>
                <ContactSheet
                  label={text('import.somePictures')}
                  pictures={found.samples.map(({ file, label, picture }) => ({
                    key: file,
                    bytes: picture,
                    words: label ?? file.split('/').at(-1) ?? file,
                  }))}
                />
              </Section>
            </div>
          </div>
        )}
      </div>
    </Page>
  )
}

function summaryOf(found: ImageInspection, text: ReturnType<typeof useWords>['text']): string {
  return [
    text('common.images', { count: found.images }),
    ...(found.classes.length === 0 ? [] : [text('import.classCount', { count: found.classes.length })]),
    ...(found.otherFiles === 0 ? [] : [text('import.otherFiles', { count: found.otherFiles })]),
  ].join(' · ')
}

/** The classes with their numbers of pictures, and where they come from. */
function Classes({ inspection: { classes, labelsFrom } }: { readonly inspection: ImageInspection }) {
  const { text, format } = useWords()
  const more = classes.length - listedClasses
  return (
    <>
      <h2>{text('import.classes')}</h2>
      <p className="caption quiet">{text(`import.labelsFrom.${labelsFrom}`)}</p>
      <ul className="import-classes">
        {classes.slice(0, listedClasses).map(({ label, images }) => (
          <li key={label}>
            <span className="ellipsis">{label}</span>
            <span className="number quiet">{format.integer(images)}</span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="caption muted">{text('import.moreClasses', { count: more })}</p>}
    </>
  )
}
