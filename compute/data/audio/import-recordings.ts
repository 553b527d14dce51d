/** Brings recordings into a project: see `files/import-files.ts`. */
import type { AudioMedia, ImportedTable } from '../../spec/dataset.ts'
import type { Finding } from '../../spec/health.ts'
import type { FileImport } from '../../spec/file-source.ts'
import { message } from '../../spec/message.ts'
import type { RowFilter } from '../../spec/row-filter.ts'
import type { RecordingFacts } from '../../spec/recording.ts'
import { fileColumns, type FilesKind, importFiles, type ReadFile } from '../files/import-files.ts'
import type { ImportOptions } from '../import-table.ts'
import { recordingFacts } from './recording-facts.ts'

/** The columns of the table, and what they hold. */
export const recordingColumns = {
  ...fileColumns,
  recording: 'recording',
  /** In seconds. */
  duration: 'duration',
  sampleRate: 'sample rate',
  channels: 'channels',
  /** In decibels below full scale. */
  loudness: 'loudness',
}

/** Recordings that are read ahead while one is decoded. */
export const recordingsAtOnce = 4

/** Quieter recordings hold nothing that could be heard; ones in which more is cut off sound harsh. */
const [silent, clipped] = [-65, 0.002]
/** Shorter ones, in seconds or as a share of the usual length, hardly hold what the others do. */
const [short, shortShare] = [0.05, 0.1]
/** Files that a remark names. */
const namedFiles = 3

type Read = ReadFile<RecordingFacts>
const rounded = (value: number, digits: number) => Number(value.toFixed(digits))

const recordings: FilesKind<RecordingFacts> = {
  media: 'audio',
  column: recordingColumns.recording,
  atOnce: recordingsAtOnce,
  factsOf: recordingFacts,
  measures: {
    [recordingColumns.duration]: ({ seconds }) => rounded(seconds, 3),
    [recordingColumns.sampleRate]: ({ sampleRate }) => sampleRate,
    [recordingColumns.channels]: ({ channels }) => channels,
    [recordingColumns.loudness]: ({ loudness }) => rounded(loudness, 1),
  },
  unreadable: 'recording-unreadable',
  notices: {
    withoutClasses: 'data.notice.recordingsWithoutClasses',
    broken: 'data.notice.brokenRecordings',
    repeated: 'data.notice.repeatedRecordings',
    otherFiles: 'data.notice.notRecordings',
  },
  remarks,
  mediaOf: (files, pack) => ({ kind: 'audio', ...pack, usual: usualOf(files.map(({ facts }) => facts)) }),
}

/**
 * Imports the recordings of a folder or a zip. Those that are broken are left out and named in a notice.
 * @throws StudioError as importFiles
 */
export function importRecordings(
  request: FileImport,
  projectFolder: string,
  options: ImportOptions,
): Promise<ImportedTable> {
  return importFiles(recordings, request, projectFolder, options)
}

const quantile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0

/** The most frequent of some values; of equally frequent ones the largest. */
function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].toSorted(([a, countA], [b, countB]) => countB - countA || b - a)[0]?.[0] ?? 0
}

function usualOf(facts: readonly RecordingFacts[]): AudioMedia['usual'] {
  const seconds = facts.map((each) => each.seconds)
  return {
    sampleRate: mostFrequent(facts.map(({ sampleRate }) => sampleRate)),
    channels: mostFrequent(facts.map(({ channels }) => channels)),
    seconds: rounded(quantile(seconds, 0.5), 3),
    long: rounded(quantile(seconds, 0.9), 3),
  }
}

function remarks(files: readonly Read[]): Finding[] {
  const column = recordingColumns.recording
  const usual = usualOf(files.map(({ facts }) => facts))
  const about = (level: Finding['level'], key: string, rows: readonly number[], more = {}): Finding[] => {
    if (rows.length === 0) return []
    const named = rows.slice(0, namedFiles).map((row) => files[row]!.found.file)
    const params = { count: rows.length, files: named.join(', '), ...more }
    const where: RowFilter = { kind: 'imported', rows: [...rows] }
    return [
      {
        ...{
          level,
          column,
          text: message(`data.notice.${key}`, params),
          rule: message(`data.rules.${key}`, params),
          where,
        },
        remedies: level === 'fine' ? [] : [{ kind: 'exclude-where', where, reason: 'found' }],
      },
    ]
  }
  const having = (holds: (facts: RecordingFacts) => boolean) =>
    files.flatMap(({ facts }, row) => (holds(facts) ? [row] : []))
  const others = having(({ sampleRate }) => sampleRate !== usual.sampleRate)
  return [
    ...about(
      'needs-you',
      'silentRecordings',
      having(({ loudness }) => loudness <= silent),
      { loudness: silent },
    ),
    ...about(
      'needs-you',
      'shortRecordings',
      having(({ seconds }) => seconds < Math.max(short, shortShare * usual.seconds)),
      { seconds: usual.seconds, share: shortShare, least: short },
    ),
    ...about(
      'needs-you',
      'clippedRecordings',
      having((facts) => facts.clipped > clipped),
      { share: clipped },
    ),
    ...about('fine', 'otherRates', others, { rate: usual.sampleRate }),
  ]
}
