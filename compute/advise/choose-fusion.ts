/** From pictures or recordings with columns beside them to one network for both: a part for each, joined before the outputs. */
import type { Limits, Recommendation } from '../spec/advice.ts'
import type { Media } from '../spec/dataset.ts'
import type { FusionSpec } from '../spec/fusion-model.ts'
import { imageNumbers } from '../spec/image-model.ts'
import { message, type Message } from '../spec/message.ts'
import { imageSizeFor, plainDesign, smallResidual, stagesFor } from './choose-image-model.ts'
import { type ChosenModel, fitLimits, layersText, type ModelQuestion, planTraining } from './choose-model.ts'
import type { MachineSpeed } from './machine-speed.ts'
import { soundFor } from './choose-sound-model.ts'
import { sizeRuleFor } from './rules.ts'
import { soundImage } from '../spec/sound.ts'

export type ChosenFusion = ChosenModel<FusionSpec>

/** Numbers that a file becomes before it is joined with the rest. */
const fileVector = 64

/** As what a file is seen within a time budget. */
function seenFile(media: Media, { budget }: Limits): Pick<FusionSpec, 'image' | 'sound'> {
  if (media.kind === 'image') return { image: imageSizeFor(media, budget) }
  const sound = soundFor(media, budget)
  return { image: soundImage(sound), sound }
}

/**
 * Chooses the file's part by the rules for pictures and recordings, and the columns' by those for tables.
 * @param asked its inputs are those of the columns beside the file
 */
export function chooseFusion(asked: ModelQuestion, media: Media, speed: MachineSpeed, seed: number): ChosenFusion {
  const seen = seenFile(media, asked.limits)
  const { channels: wished, design } = stagesFor(asked.rows, seen.image)
  const { width, dropout } = sizeRuleFor(asked.rows)
  const question = { ...asked, inputs: asked.inputs + imageNumbers(seen.image) }
  const training = planTraining(question, seed)
  const modelOf = (channels: readonly number[]): FusionSpec => ({
    family: 'fusion',
    ...seen,
    design: { ...plainDesign, ...design, channels: [...channels] },
    vector: fileVector,
    hidden: [width],
    joint: [width],
    activation: 'relu',
    dropout: asked.task === 'classification' ? dropout : 0,
  })
  return fitLimits(wished, asked.limits, speed, (channels) => ({
    ...question,
    model: modelOf(channels),
    training: { ...training, learningRate: 0.001 },
  }))
}

/** Facts of this data behind the choice. */
export function fusionReasons({ rows, columns }: ModelQuestion, { model }: ChosenFusion): Message[] {
  const { image, sound, design, vector, hidden, joint } = model
  const params = {
    layers: design.kind === 'article' ? '' : layersText(design.channels),
    ...{ height: image.height, width: image.width, vector, hidden: layersText(hidden), joint: layersText(joint) },
  }
  const others = { rows, columns: columns - 1 }
  return sound === undefined
    ? [message('advice.reasons.picturesMeanFusion', others), message('advice.reasons.pictureFusionSize', params)]
    : [message('advice.reasons.recordingsMeanFusion', others), message('advice.reasons.recordingFusionSize', params)]
}

/** The same with a residual network for the files. */
export function fusionRunnerUp({ model }: ChosenFusion): Recommendation['runnerUp'] {
  const { sound } = model
  const when = message(sound === undefined ? 'advice.runnerUp.residualCnn' : 'advice.runnerUp.residualSound')
  return { model: { ...model, design: smallResidual }, when }
}
