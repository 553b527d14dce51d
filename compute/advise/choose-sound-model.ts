/** From recordings and limits to a convolutional network on their spectra: what it hears, how it sees it, and how large it is. */
import type { Limits, Recommendation } from '../spec/advice.ts'
import type { AudioMedia } from '../spec/dataset.ts'
import { message, type Message } from '../spec/message.ts'
import { type Sound, soundImage, usualWindow } from '../spec/sound.ts'
import { type ChosenImageModel, chooseCnn, cnnSizeReason, smallResidual } from './choose-image-model.ts'
import type { ModelQuestion } from './choose-model.ts'
import type { MachineSpeed } from './machine-speed.ts'

/** What of recordings is heard within a time budget at most, and how finely; all of it costs in proportion. */
const hearing = {
  quick: { sampleRate: 8_000, seconds: 2, bands: 32 },
  balanced: { sampleRate: 16_000, seconds: 5, bands: 40 },
  thorough: { sampleRate: 24_000, seconds: 10, bands: 64 },
} as const satisfies Record<Limits['budget'], Pick<Sound, 'sampleRate' | 'seconds' | 'bands'>>

/** Rates that recordings are brought to: each keeps frequencies up to its half. */
const leastRate = 4_000
/** Clips are some tenths of a second long at least. */
const leastSeconds = 0.3

/** The bands of whole recordings, where the budget allows: at no higher rate than they have, and as long as nine of ten are. */
export function soundFor({ usual }: AudioMedia, budget: Limits['budget']): Sound {
  const most = hearing[budget]
  const sampleRate = Math.max(leastRate, Math.min(most.sampleRate, usual.sampleRate))
  const seconds = Math.min(most.seconds, Math.max(leastSeconds, Math.ceil(usual.long * 10) / 10))
  return { sampleRate, seconds, bands: most.bands, coefficients: null, window: usualWindow(sampleRate) }
}

/** Chooses by the rules for pictures of that size. */
export function chooseSoundModel(
  asked: ModelQuestion,
  media: AudioMedia,
  speed: MachineSpeed,
  seed: number,
): ChosenImageModel {
  const sound = soundFor(media, asked.limits.budget)
  return chooseCnn(asked, { image: soundImage(sound), sound }, speed, seed)
}

/** Facts of these recordings behind the choice. */
export function soundReasons(question: ModelQuestion, { model }: ChosenImageModel, { usual }: AudioMedia): Message[] {
  const { sound, image, design } = model
  if (sound === undefined) return [cnnSizeReason(question, design)]
  const { sampleRate, seconds, bands } = sound
  const params = { sampleRate, seconds, bands, windows: image.width, usualRate: usual.sampleRate, long: usual.long }
  const isWhole = seconds >= usual.long
  return [
    message('advice.reasons.soundsMeanSpectra', { rows: question.rows, bands, windows: image.width }),
    message(isWhole ? 'advice.reasons.soundWhole' : 'advice.reasons.soundCut', params),
    message(sampleRate < usual.sampleRate ? 'advice.reasons.soundRateLower' : 'advice.reasons.soundRateKept', params),
    cnnSizeReason(question, design),
  ]
}

/** A residual network on the same spectra: without dense layers over all of them, it minds less when something is heard. */
export function soundRunnerUp({ model }: ChosenImageModel): Recommendation['runnerUp'] {
  return { model: { ...model, design: smallResidual }, when: message('advice.runnerUp.residualSound') }
}
