/** The pictures of a dataset as a contact sheet, of one class or of all, page by page. */
import { useState } from 'react'
import { useRequest } from '../../../bridge/hooks.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { ContactSheet } from '../../../components/picture.tsx'
import { Waiting } from '../../../components/progress.tsx'
import { Select } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import type { DatasetViewProps } from './columns-view.tsx'

const pageSize = 60
const allClasses = ''

/** See the file's head. */
export function PicturesView({ dataset: { id, table } }: DatasetViewProps) {
  const { text, format } = useWords()
  const [label, setLabel] = useState(allClasses)
  const [offset, setOffset] = useState(0)
  const page = useRequest(
    'datasets.images',
    { id, label: label === allClasses ? null : label, offset, limit: pageSize },
    { keepPrevious: true },
  )
  const column = table.profile.columns.find(({ name, kind }) => kind === 'category' && name === 'label')
  const labels = column?.distribution.filter((bar) => bar.label !== '') ?? []
  const total = page.data?.total ?? 0
  return (
    <div className="pictures">
      <div className="pictures-controls">
        {labels.length > 1 && (
          <Select
            label={text('dataset.picturesOf')}
            value={label}
            onChange={(next) => {
              setLabel(next)
              setOffset(0)
            }}
            options={[
              { value: allClasses, label: text('dataset.allClasses') },
              ...labels.map((bar) => ({ value: bar.label, label: bar.label, hint: format.integer(bar.count) })),
            ]}
          />
        )}
        <span className="pictures-pages">
          <span className="caption quiet">
            {text('dataset.picturesShown', {
              first: format.integer(Math.min(offset + 1, total)),
              last: format.integer(Math.min(offset + pageSize, total)),
              total: format.integer(total),
            })}
          </span>
          <Button size="small" isDisabled={offset === 0} onPress={() => setOffset(Math.max(0, offset - pageSize))}>
            {text('dataset.previousPictures')}
          </Button>
          <Button size="small" isDisabled={offset + pageSize >= total} onPress={() => setOffset(offset + pageSize)}>
            {text('dataset.nextPictures')}
          </Button>
        </span>
      </div>
      {page.error !== null && <ErrorNotice error={page.error} />}
      {page.data === undefined && page.error === null && <Waiting />}
      <ContactSheet
        label={text('dataset.pictures')}
        pictures={(page.data?.images ?? []).map(({ file, label: own, picture }) => ({
          key: file,
          bytes: picture,
          words: own ?? file.split('/').at(-1) ?? file,
        }))}
      />
    </div>
  )
}
