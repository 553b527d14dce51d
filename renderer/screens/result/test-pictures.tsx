/** The pictures of test rows, where the data has some: what each is and what the model took it for. */
import type { TestRow } from '../../../compute/spec/evaluation.ts'
import { useRequest } from '../../bridge/hooks.ts'
import { ContactSheet } from '../../components/picture.tsx'
import { useWords } from '../../i18n/words.ts'

/** Pictures that are shown of the rows that are listed. */
export const mostPictures = 24

export interface TestPicturesProps {
  /** The run's id. */
  readonly id: string
  readonly label: string
  readonly rows: readonly TestRow[]
}

/** See the file's head. */
export function TestPictures({ id, label, rows }: TestPicturesProps) {
  const { text, format } = useWords()
  const run = useRequest('runs.get', { id }).data
  const datasetId = run?.datasetId ?? ''
  const dataset = useRequest('datasets.get', { id: datasetId }, { enabled: run !== undefined }).data
  const hasPictures = dataset?.table.media !== undefined
  const page = useRequest(
    'datasets.pictures',
    { id: datasetId, rows: rows.map(({ row }) => row - 1) },
    { enabled: hasPictures && rows.length > 0, keepPrevious: true },
  )
  if (!hasPictures || page.data === undefined) return null
  const written = (cell: TestRow['actual']) => (typeof cell === 'number' ? format.number(cell) : (cell ?? ''))
  const byRow = new Map(page.data.images.map((image) => [image.row, image]))
  const pictures = rows.flatMap(({ row, actual, predicted }) => {
    const image = byRow.get(row - 1)
    if (image === undefined) return []
    const words =
      actual === predicted
        ? written(actual)
        : text('result.takenFor', { actual: written(actual), predicted: written(predicted) })
    return [{ key: image.file, bytes: image.picture, words }]
  })
  return <ContactSheet label={label} pictures={pictures} />
}
