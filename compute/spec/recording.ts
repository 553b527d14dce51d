/** Recordings as they are looked at and heard: in a collection before it is imported, and on the pages of a dataset. */
import { z } from 'zod'
import { fileInspectionSchema } from './file-source.ts'
import { pictureSchema } from './image-source.ts'

/** What is known of a recording without its samples. */
export const recordingFactsSchema = z.object({
  seconds: z.number(),
  /** Samples a second. */
  sampleRate: z.number(),
  channels: z.number(),
  /** Root of the mean square of all samples in decibels below full scale; −120 at least. */
  loudness: z.number(),
  /** Share of the samples that are at full scale. */
  clipped: z.number(),
})
export type RecordingFacts = z.infer<typeof recordingFactsSchema>

/** How a recording looks: the lowest and highest sample of equal parts, in turn, from −1 to 1. */
export const waveformSchema = z.array(z.number())

export const recordingSchema = z.object({
  file: z.string(),
  label: z.string().nullable(),
  seconds: z.number(),
  waveform: waveformSchema,
})
export type Recording = z.infer<typeof recordingSchema>

export const audioInspectionSchema = fileInspectionSchema.extend({
  /** Some recordings from all classes. */
  samples: z.array(recordingSchema),
})
export type AudioInspection = z.infer<typeof audioInspectionSchema>

/** A page of a dataset's recordings. */
export const recordingPageSchema = z.object({
  total: z.number(),
  recordings: z.array(recordingSchema.extend({ row: z.number() })),
})
export type RecordingPage = z.infer<typeof recordingPageSchema>

/** A recording by the row of a dataset (of its current table, unless another one is named), or by its path: of a file, or of a folder or zip and its name in there. */
export const recordingPlaceSchema = z.union([
  z.object({ datasetId: z.string(), row: z.int().min(0), fingerprint: z.string().optional() }),
  z.object({ path: z.string(), file: z.string().nullable() }),
])
export type RecordingPlace = z.infer<typeof recordingPlaceSchema>

/** A recording to be heard and looked at in full. */
export const heardRecordingSchema = recordingFactsSchema.extend({
  file: z.string(),
  waveform: waveformSchema,
  /** Its frequencies over time, low ones at the bottom, as a PNG. */
  spectrogram: pictureSchema,
  /** A WAV file that the window plays: 16 bits, one channel, its beginning where it is very long. */
  sound: z.instanceof(Uint8Array<ArrayBuffer>),
})
export type HeardRecording = z.infer<typeof heardRecordingSchema>
