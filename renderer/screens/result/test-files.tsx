/** The pictures or recordings of test rows, where the data has some: what each is and what the model took it for. */
import type { TestRow } from '../../../compute/spec/evaluation.ts'
import { useRequest } from '../../bridge/hooks.ts'
import { ContactSheet } from '../../components/picture.tsx'
import { RecordingSheet } from '../../components/recording.tsx'
import { useWords } from '../../i18n/words.ts'

/** Files that are shown of the rows that are listed. */
export const mostFiles = 24

export interface TestFilesProps {
  /** The run's id. */
  readonly id: string
  readonly label: string
  readonly rows: readonly TestRow[]
}

/** See the file's head. */
export function TestFiles({ id, ...rest }: TestFilesProps) {
  const run = useRequest('runs.get', { id }).data
  const datasetId = run?.datasetId ?? ''
  const dataset = useRequest('datasets.get', { id: datasetId }, { enabled: run !== undefined }).data
  const media = dataset?.table.media
  if (media === undefined || rest.rows.length === 0) return null
  return media.kind === 'image' ? (
    <TestPictures datasetId={datasetId} fingerprint={run?.spec.datasetFingerprint} {...rest} />
  ) : (
    <TestRecordings datasetId={datasetId} fingerprint={run?.spec.datasetFingerprint} {...rest} />
  )
}

interface SheetProps extends Omit<TestFilesProps, 'id'> {
  readonly datasetId: string
  /** Of the table that the run learned from. */
  readonly fingerprint: string | undefined
}

const numbersOf = (rows: readonly TestRow[]) => rows.map(({ row }) => row - 1)

/** Says of a row what it is, and what it was taken for where that is something else. */
function useJudged(rows: readonly TestRow[]): (row: number) => string {
  const { text, format } = useWords()
  const written = (cell: TestRow['actual']) => (typeof cell === 'number' ? format.number(cell) : (cell ?? ''))
  return (row) => {
    const judged = rows.find((each) => each.row - 1 === row)
    if (judged === undefined) return ''
    const { actual, predicted } = judged
    return actual === predicted
      ? written(actual)
      : text('result.takenFor', { actual: written(actual), predicted: written(predicted) })
  }
}

function TestPictures({ datasetId, fingerprint, label, rows }: SheetProps) {
  const asked = { id: datasetId, rows: numbersOf(rows), fingerprint }
  const page = useRequest('datasets.pictures', asked, { keepPrevious: true })
  const judged = useJudged(rows)
  if (page.data === undefined) return null
  const pictures = page.data.images.map(({ row, file, picture }) => ({
    ...{ key: file, bytes: picture },
    words: judged(row),
  }))
  return <ContactSheet label={label} pictures={pictures} />
}

function TestRecordings({ datasetId, fingerprint, label, rows }: SheetProps) {
  const asked = { id: datasetId, rows: numbersOf(rows), fingerprint }
  const page = useRequest('datasets.recordingsOfRows', asked, { keepPrevious: true })
  const judged = useJudged(rows)
  if (page.data === undefined) return null
  const recordings = page.data.recordings.map(({ row, file, seconds, waveform }) => ({
    ...{ key: file, place: { datasetId, row, fingerprint }, seconds, waveform },
    words: judged(row),
  }))
  return <RecordingSheet label={label} recordings={recordings} />
}
