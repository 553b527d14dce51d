/** Importing recordings: folders and zips, with classes from folders or a table beside them, and what is noticed in them. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { clipsOf, readSpectra } from '../../../../../compute/data/audio/spectrum-file.ts'
import { importRecordings } from '../../../../../compute/data/audio/import-recordings.ts'
import { inspectRecordings } from '../../../../../compute/data/audio/inspect-recordings.ts'
import { hearFile } from '../../../../../compute/data/audio/recording-page.ts'
import { spectraOf } from '../../../../../compute/data/audio/spectra.ts'
import { readWav, writeWav } from '../../../../../compute/data/audio/wav.ts'
import { sourceKindOf } from '../../../../../compute/data/files/find-files.ts'
import { withRecords } from '../../../../../compute/data/rows/record-reader.ts'
import { openTable } from '../../../../../compute/data/table-reader.ts'
import type { ImportedTable } from '../../../../../compute/spec/dataset.ts'
import type { Sound } from '../../../../../compute/spec/sound.ts'
import { recordingOf } from '../../../../support/recordings.ts'
import { temporaryFolder } from '../../../database/database-fixtures.ts'
import { putFiles } from '../put-files.ts'

/** A tone of so many hertz as a WAV file. */
const tone = (hertz: number, { seconds = 0.25, rate = 8000, loud = 0.5 } = {}) =>
  writeWav(
    Float32Array.from({ length: seconds * rate }, (_, at) => loud * Math.sin((2 * Math.PI * hertz * at) / rate)),
    rate,
  )

const quiet = () => ({ signal: new AbortController().signal, onProgress: () => undefined })

async function rowsOf(project: string, table: ImportedTable) {
  const reader = await openTable(join(project, table.file))
  try {
    return { columns: [...reader.columnNames], rows: await reader.page(0, 100) }
  } finally {
    await reader.close()
  }
}

describe('importing recordings', () => {
  it('makes a row of each, with its class, length, rate, channels and loudness', async () => {
    using source = temporaryFolder('recordings')
    using project = temporaryFolder('project')
    await putFiles(source.path, {
      'high/a.wav': tone(2000),
      'high/b.flac': recordingOf('16.flac'),
      'low/c.wav': tone(200, { seconds: 0.5, loud: 0.1 }),
      'notes.txt': 'hello',
    })
    expect(await sourceKindOf(source.path)).toBe('audio')
    const table = await importRecordings({ path: source.path }, project.path, quiet())
    const { columns, rows } = await rowsOf(project.path, table)
    expect(columns).toEqual(['recording', 'label', 'duration', 'sample rate', 'channels', 'loudness'])
    expect(rows.map((row) => row.slice(0, 5))).toEqual([
      ['high/a.wav', 'high', 0.25, 8000, 1],
      ['high/b.flac', 'high', 0.03, 8000, 2],
      ['low/c.wav', 'low', 0.5, 8000, 1],
    ])
    expect(rows[0]?.[5]).toBeCloseTo(-9, 1)
    expect(rows[2]?.[5]).toBeCloseTo(-23, 1)
    expect(table.media).toMatchObject({ kind: 'audio', usual: { sampleRate: 8000, channels: 1, seconds: 0.25 } })
  })

  it('takes classes and whatever else is known from a table beside them', async () => {
    using source = temporaryFolder('recordings')
    using project = temporaryFolder('project')
    await putFiles(source.path, {
      'clips/1.wav': tone(300),
      'clips/2.wav': tone(400),
      'clips/3.wav': tone(500),
      'words.tsv':
        'path\tsentence\tlabel\tspeaker\n1.wav\t"Good, you came"\tyes\tann\n2.wav\t你好\tno\tbob\n9.wav\tgone\tno\tbob\n3\tlast\tyes\tann\n',
    })
    expect(await inspectRecordings(source.path)).toMatchObject({
      files: 3,
      labelsFrom: 'csv',
      classes: [
        { label: 'yes', files: 2 },
        { label: 'no', files: 1 },
      ],
    })
    const table = await importRecordings({ path: source.path }, project.path, quiet())
    const { columns, rows } = await rowsOf(project.path, table)
    expect(columns.slice(6)).toEqual(['sentence', 'speaker'])
    expect(rows.map((row) => [row[0], row[1], row[6], row[7]])).toEqual([
      ['clips/1.wav', 'yes', 'Good, you came', 'ann'],
      ['clips/2.wav', 'no', '你好', 'bob'],
      ['clips/3.wav', 'yes', 'last', 'ann'],
    ])
  })

  it('leaves out what is broken, and tells of what is silent, short, cut off, repeated or of another rate', async () => {
    using source = temporaryFolder('recordings')
    using project = temporaryFolder('project')
    const lying = tone(300)
    new DataView(lying.buffer).setUint32(40, 1 << 24, true)
    await putFiles(source.path, {
      'a/1.wav': tone(300),
      'a/again.wav': tone(300),
      'a/broken.mp3': 'no recording',
      'a/lying.wav': lying,
      'a/silent.wav': tone(300, { loud: 0 }),
      'b/1.wav': tone(310),
      'b/clipped.wav': tone(300, { loud: 3 }),
      'b/click.wav': tone(300, { seconds: 0.01 }),
      'b/studio.wav': tone(300, { rate: 192_000 }),
      'b/eight.wav': recordingOf('extensible-8-channels.wav'),
    })
    const table = await importRecordings({ path: source.path }, project.path, quiet())
    expect(table.profile.rows).toBe(8)
    const notices = new Map(table.profile.notices.map(({ text }) => [text.key.split('.').at(-1), text.params]))
    expect(notices.get('brokenRecordings')).toMatchObject({ count: 2, files: 'a/broken.mp3, a/lying.wav' })
    expect(notices.get('repeatedRecordings')).toMatchObject({ count: 1 })
    expect(notices.get('silentRecordings')).toMatchObject({ count: 1, files: 'a/silent.wav' })
    expect(notices.get('clippedRecordings')).toMatchObject({ count: 1, files: 'b/clipped.wav' })
    expect(notices.get('shortRecordings')).toMatchObject({ files: 'b/click.wav, b/eight.wav' })
    expect(notices.get('otherRates')).toMatchObject({ count: 2, rate: 8000 })
  })

  it('refuses what holds no recording, and says so where none is whole', async () => {
    using source = temporaryFolder('recordings')
    using project = temporaryFolder('project')
    await putFiles(source.path, { 'empty/notes.txt': 'x', 'broken/a.wav': 'RIFF' })
    const asked = (path: string) => importRecordings({ path: join(source.path, path) }, project.path, quiet())
    await expect(asked('empty')).rejects.toMatchObject({ code: 'recordings-none' })
    await expect(asked('broken')).rejects.toMatchObject({ code: 'recording-unreadable', params: { file: 'a.wav' } })
  })

  it('keeps what a model sees of them, row by row, in a file', async () => {
    using source = temporaryFolder('recordings')
    using project = temporaryFolder('project')
    await putFiles(source.path, { 'a/1.wav': tone(300), 'b/2.wav': tone(1200, { seconds: 0.6, rate: 16_000 }) })
    const { media } = await importRecordings({ path: source.path }, project.path, quiet())
    const sound: Sound = { sampleRate: 8000, seconds: 0.4, bands: 16, coefficients: null, window: 256 }
    const rows = Uint32Array.of(1, 0)
    const clips = await clipsOf(project.path, media!, sound, null).read(rows)
    for (let time = 0; time < 2; time++) {
      const { records } = await readSpectra(project.path, media!, sound)
      const read = await withRecords(records, (reader) => reader.read(rows))
      expect(new Float32Array(read.buffer)).toEqual(await spectraOf(clips, sound))
    }
  })

  it('gives a recording to be heard, by its name in a folder too', async () => {
    using source = temporaryFolder('recordings')
    await putFiles(source.path, { 'a/1.wav': tone(440), 'b/2.wav': tone(880) })
    const heard = await hearFile(source.path, 'b/2.wav')
    expect(heard).toMatchObject({ file: 'b/2.wav', seconds: 0.25, sampleRate: 8000, channels: 1 })
    expect([...heard.spectrogram.subarray(1, 4)]).toEqual([...Buffer.from('PNG')])
    const played = readWav(heard.sound)
    const own = readWav(await readFile(join(source.path, 'b/2.wav')))
    expect(played.channels[0]).toHaveLength(own.channels[0]!.length)
    await expect(hearFile(source.path, 'b/3.wav')).rejects.toMatchObject({ code: 'file-not-found' })
    await expect(hearFile(join(source.path, 'gone.wav'), null)).rejects.toMatchObject({ code: 'file-not-found' })
  })
})
