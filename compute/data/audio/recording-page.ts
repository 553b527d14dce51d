/** Pages of a dataset's recordings to look at, and single ones to be heard. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { StudioError } from '../../spec/errors.ts'
import type { HeardRecording, RecordingPage } from '../../spec/recording.ts'
import { answered } from '../source/read-error.ts'
import { filePage, type FilePageQuery, type FilesDataset, filesOfRows, type RowFile } from '../files/file-page.ts'
import { findFiles } from '../files/find-files.ts'
import { decodeRecording } from './decode-recording.ts'
import { shownRecording } from './inspect-recordings.ts'
import { factsOfSound } from './recording-facts.ts'
import { mixedDown } from './sound-samples.ts'
import { spectrogramPng } from './spectrogram.ts'
import { fullParts, waveformOf } from './waveform.ts'
import { writeWav } from './wav.ts'

/** Of longer recordings the beginning is heard, in seconds. */
const heardSeconds = 120

const shown = async ({ row, ...file }: RowFile, content: Uint8Array) => ({
  row,
  ...(await shownRecording(file, content)),
})

/** A page of them. @throws StudioError bad-request for a dataset without recordings, file-not-readable */
export async function recordingPage(query: FilePageQuery): Promise<RecordingPage> {
  const { total, files } = await filePage(query, shown)
  return { total, recordings: files }
}

/** The recordings of some rows, in their order. @throws StudioError as recordingPage */
export async function recordingsOfRows(dataset: FilesDataset, rows: readonly number[]): Promise<RecordingPage> {
  return { total: rows.length, recordings: await filesOfRows(dataset, rows, shown) }
}

/** The recording of a row. @throws StudioError as recordingPage, recording-unreadable */
export async function hearRow(dataset: FilesDataset, row: number): Promise<HeardRecording> {
  const [heard] = await filesOfRows(dataset, [row], ({ file }, content) => hear(file, content))
  if (heard === undefined) throw new StudioError('bad-request', { message: `no row ${row}` })
  return heard
}

/**
 * The recording in a file, or in a folder or a zip by its name in there.
 * @throws StudioError recording-unreadable, and as answered and findFiles
 */
export async function hearFile(path: string, file: string | null): Promise<HeardRecording> {
  if (file === null) return hear(basename(path), await answered(path, readFile(path)))
  const found = await findFiles(path, 'audio')
  try {
    const asked = found.files.find((each) => each.file === file)
    if (asked === undefined) throw new StudioError('file-not-found', { file, path })
    return await hear(file, await asked.read())
  } finally {
    found.close()
  }
}

function unreadable(file: string, cause: unknown): never {
  throw new StudioError('recording-unreadable', { file: basename(file) }, { cause })
}

async function hear(file: string, content: Uint8Array): Promise<HeardRecording> {
  const sound = await decodeRecording(content).catch((error: unknown) => unreadable(file, error))
  const samples = mixedDown(sound).subarray(0, heardSeconds * sound.sampleRate)
  return {
    file,
    ...factsOfSound(sound),
    waveform: waveformOf(samples, fullParts),
    spectrogram: await spectrogramPng(samples, sound.sampleRate),
    sound: writeWav(samples, sound.sampleRate),
  }
}
