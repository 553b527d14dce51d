/** The pictures or recordings of a dataset as a sheet, of one class or of all, page by page. */
import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { classColumnOf, measuresOf } from '../../../../compute/spec/dataset.ts'
import type { Finding } from '../../../../compute/spec/health.ts'
import { useRequest } from '../../../bridge/hooks.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { ContactSheet } from '../../../components/picture.tsx'
import { Waiting } from '../../../components/progress.tsx'
import { RecordingSheet } from '../../../components/recording.tsx'
import { Select } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { useFoundFinding } from '../use-found-rows.ts'
import type { DatasetViewProps } from './columns-view.tsx'
import { FoundBar } from './found-bar.tsx'

const pageSizes = { pictures: 60, recordings: 30 } as const
const allClasses = ''

/** Which files are shown. */
interface Shown {
  readonly label: string | null
  readonly offset: number
  readonly limit: number
  /** By which measure they are sorted; as they were imported where not given. */
  readonly sortBy?: string
  readonly descending?: boolean
}

const firstPage = (kind: keyof typeof pageSizes): Shown => ({ label: null, offset: 0, limit: pageSizes[kind] })
const wordsOf = (file: string, label: string | null) => label ?? file.split('/').at(-1) ?? file

/** Only the files of a finding, where its are shown. */
const whereOf = (found: Finding | null) => (found?.where === undefined ? {} : { where: found.where })

/** The pictures of a dataset. */
export function PicturesView({ dataset }: DatasetViewProps) {
  const { text } = useWords()
  const [shown, setShown] = useState(firstPage('pictures'))
  const { found } = useFoundFinding()
  const request = { id: dataset.id, ...shown, ...whereOf(found) }
  const page = useRequest('datasets.images', request, { keepPrevious: true })
  return (
    <FilesPage dataset={dataset} kind="pictures" shown={shown} onShown={setShown} page={page}>
      <ContactSheet
        label={text('dataset.pictures')}
        pictures={(page.data?.images ?? []).map(({ file, label, picture }) => ({
          ...{ key: file, bytes: picture },
          words: wordsOf(file, label),
        }))}
      />
    </FilesPage>
  )
}

/** The recordings of a dataset, to be looked at and heard. */
export function RecordingsView({ dataset }: DatasetViewProps) {
  const { text } = useWords()
  const [shown, setShown] = useState(firstPage('recordings'))
  const { found } = useFoundFinding()
  const request = { id: dataset.id, ...shown, ...whereOf(found) }
  const page = useRequest('datasets.recordings', request, { keepPrevious: true })
  return (
    <FilesPage dataset={dataset} kind="recordings" shown={shown} onShown={setShown} page={page}>
      <RecordingSheet
        label={text('dataset.recordings')}
        recordings={(page.data?.recordings ?? []).map(({ row, file, label, seconds, waveform }) => ({
          ...{ key: file, place: { datasetId: dataset.id, row }, seconds, waveform },
          words: wordsOf(file, label),
        }))}
      />
    </FilesPage>
  )
}

interface FilesPageProps extends DatasetViewProps {
  readonly kind: keyof typeof pageSizes
  readonly shown: Shown
  readonly onShown: (shown: Shown) => void
  readonly page: UseQueryResult<{ total: number }>
  readonly children: ReactNode
}

/** Which class is shown and which page, above the sheet. */
function FilesPage({ dataset, kind, shown, onShown, page, children }: FilesPageProps) {
  const { table } = dataset
  const { text, format } = useWords()
  const { found, showAll } = useFoundFinding()
  const { label, offset, limit } = shown
  const classes = classColumnOf(table)
  const column = table.profile.columns.find((each) => each.kind === 'category' && each.name === classes)
  const labels = column?.distribution.filter((bar) => bar.label !== '') ?? []
  const total = page.data?.total ?? 0
  return (
    <div className="pictures">
      {found !== null && <FoundBar dataset={dataset} found={found} onShowAll={showAll} />}
      <div className="pictures-controls">
        {labels.length > 1 && (
          <Select
            label={text(`dataset.files.${kind}.of`)}
            value={label ?? allClasses}
            onChange={(next) => onShown({ ...shown, label: next === allClasses ? null : next, offset: 0 })}
            options={[
              { value: allClasses, label: text('dataset.allClasses') },
              ...labels.map((bar) => ({ value: bar.label, label: bar.label, hint: format.integer(bar.count) })),
            ]}
          />
        )}
        <FilesOrder dataset={dataset} kind={kind} shown={shown} onShown={onShown} />
        <span className="pictures-pages">
          <span className="caption quiet">
            {text('dataset.picturesShown', {
              first: format.integer(Math.min(offset + 1, total)),
              last: format.integer(Math.min(offset + limit, total)),
              total: format.integer(total),
            })}
          </span>
          <Button
            size="small"
            isDisabled={offset === 0}
            onPress={() => onShown({ ...shown, offset: Math.max(0, offset - limit) })}
          >
            {text('dataset.previousPictures')}
          </Button>
          <Button
            size="small"
            isDisabled={offset + limit >= total}
            onPress={() => onShown({ ...shown, offset: offset + limit })}
          >
            {text('dataset.nextPictures')}
          </Button>
        </span>
      </div>
      {page.error !== null && <ErrorNotice error={page.error} />}
      {page.data === undefined && page.error === null && <Waiting />}
      {children}
    </div>
  )
}

/** In which order they come: as they were imported, or by something that was measured of them, either way. */
function FilesOrder({ dataset: { table }, kind, shown, onShown }: Omit<FilesPageProps, 'page' | 'children'>) {
  const { text } = useWords()
  const { media } = table
  const known = new Set(table.profile.columns.map(({ name }) => name))
  const measures = media === undefined ? [] : measuresOf(media).filter((name) => known.has(name))
  if (measures.length === 0) return null
  const orders = measures.flatMap((sortBy) => [
    { value: `up ${sortBy}`, sortBy, descending: false, label: text('dataset.files.rising', { measure: sortBy }) },
    { value: `down ${sortBy}`, sortBy, descending: true, label: text('dataset.files.falling', { measure: sortBy }) },
  ])
  const asImported = { value: '', label: text('dataset.files.asImported') }
  const { sortBy, descending, ...rest } = shown
  return (
    <Select
      label={text(`dataset.files.${kind}.order`)}
      value={sortBy === undefined ? '' : `${descending === true ? 'down' : 'up'} ${sortBy}`}
      onChange={(next) => {
        const order = orders.find(({ value }) => value === next)
        const by = order === undefined ? {} : { sortBy: order.sortBy, descending: order.descending }
        onShown({ ...rest, ...by, offset: 0 })
      }}
      options={[asImported, ...orders.map(({ value, label }) => ({ value, label }))]}
    />
  )
}
