/** What to train for more pictures like these, why, what it costs here, and what comes second. */
import type { ImportedTable, TableProfile } from '../spec/dataset.ts'
import type { Finding } from '../spec/health.ts'
import { StudioError } from '../spec/errors.ts'
import type { GenerationSpec } from '../spec/generation.ts'
import type {
  GenerationAnswers,
  GenerationCost,
  GenerationRecommendation,
  GenerativeChoice,
} from '../spec/generation-advice.ts'
import { message, type Message } from '../spec/message.ts'
import { leastPictures } from '../data/preprocess/prepare-generation.ts'
import { requireColumn } from '../data/preprocess/require-column.ts'
import {
  articleNetworks,
  chooseGan,
  chooseVae,
  ganSize,
  type GenerationQuestion,
  generationWith,
  vaeSize,
} from './choose-generative-model.ts'
import { generationCost, generationEpochSeconds } from './generation-cost.ts'
import type { MachineSpeed } from './machine-speed.ts'
import { budgetRules, firstSeed, leastEpochs } from './rules.ts'

/** With fewer pictures a discriminator soon knows them all by heart, and the generator has nothing to learn from it (Karras et al. 2020). */
const ganPictures = 5_000
/** With fewer pictures there is not much to make more of. */
const advisablePictures = 200

/**
 * Recommends a model. @throws StudioError `no-usable-features` for a dataset without pictures, `target-not-found` for a column
 * of classes that is not there
 */
export function recommendGeneration(
  { profile, media, fingerprint }: Pick<ImportedTable, 'profile' | 'media' | 'fingerprint'>,
  { label, limits }: GenerationAnswers,
  speed: MachineSpeed,
): GenerationRecommendation {
  if (media?.kind !== 'image') throw new StudioError('no-usable-features', { columns: profile.columns.length })
  const classes = label === null ? null : classesOf(profile, label)
  const question = { fingerprint, media, pictures: classes?.pictures ?? profile.rows, label, limits, seed: firstSeed }
  const asked: GenerationQuestion = { ...question, classes: classes?.count ?? null }
  const fitted = {
    vae: fitEpochs(generationOfVae(asked), asked, speed),
    dcgan: fitEpochs(generationOfGan(asked), asked, speed),
    'article-vae': fitEpochs(articleNetworks('vae', asked), asked, speed),
    'article-gan': fitEpochs(articleNetworks('gan', asked), asked, speed),
  } as const satisfies Record<GenerativeChoice, unknown>
  const takesGan = asked.classes !== null || (asked.pictures >= ganPictures && limits.budget !== 'quick')
  const [pick, second] = takesGan ? (['dcgan', 'vae'] as const) : (['vae', 'dcgan'] as const)
  const { spec, concessions } = fitted[pick]
  return {
    pick,
    specs: {
      vae: fitted.vae.spec,
      dcgan: fitted.dcgan.spec,
      'article-vae': fitted['article-vae'].spec,
      'article-gan': fitted['article-gan'].spec,
    },
    reasons: [...reasonsFor(spec, asked), ...concessions],
    runnerUp: { choice: second, when: whenSecondWins(takesGan, asked) },
    baseline:
      spec.model.family === 'vae' ? message('advice.generation.meanPicture') : message('advice.generation.noBaseline'),
    ...reviewGeneration(profile, spec, speed),
  }
}

function whenSecondWins(takesGan: boolean, { classes }: GenerationQuestion): Message {
  if (!takesGan) return message('advice.generation.ganWins', { pictures: ganPictures })
  return message(classes === null ? 'advice.generation.vaeWins' : 'advice.generation.vaeWinsWithoutClasses')
}

function generationOfVae(asked: GenerationQuestion): GenerationSpec {
  const image = vaeSize(asked.media, asked.limits.budget)
  return generationWith(chooseVae(image), image, asked)
}

function generationOfGan(asked: GenerationQuestion): GenerationSpec {
  const image = ganSize(asked.media, asked.limits.budget)
  return generationWith(chooseGan(image, asked.classes), image, asked)
}

/** The classes of a column, and the pictures that have one. */
function classesOf({ columns, rows }: TableProfile, label: string): { count: number; pictures: number } {
  requireColumn(
    columns.map(({ name }) => name),
    label,
  )
  const column = columns.find(({ name }) => name === label)
  return { count: Math.max(2, column?.distinct ?? 2), pictures: rows - (column?.missing ?? 0) }
}

/** As many epochs as fit into the time that there is. */
function fitEpochs(spec: GenerationSpec, { pictures, limits }: GenerationQuestion, speed: MachineSpeed) {
  const { seconds } = budgetRules[limits.budget]
  const wished = spec.training.epochs
  const fitting = Math.floor(seconds / generationEpochSeconds(spec, pictures, speed))
  const epochs = Math.max(leastEpochs, Math.min(wished, fitting))
  const concessions: Message[] = epochs < wished ? [message('advice.limits.time', { epochs, seconds })] : []
  return { spec: { ...spec, training: { ...spec.training, epochs } }, concessions }
}

function reasonsFor({ model, image, training }: GenerationSpec, asked: GenerationQuestion): Message[] {
  const { media, pictures, limits, classes } = asked
  const { usual } = media
  const kept = usual.height === image.height && usual.width === image.width
  const size = {
    height: image.height,
    width: image.width,
    usualHeight: usual.height,
    usualWidth: usual.width,
    seconds: budgetRules[limits.budget].seconds,
  }
  return [
    model.family === 'vae'
      ? message('advice.generation.vae', { pictures, most: ganPictures })
      : classes === null
        ? message('advice.generation.gan', { pictures })
        : message('advice.generation.conditional', { classes, column: asked.label ?? '' }),
    message(kept ? 'advice.generation.sizeKept' : 'advice.generation.sizeChanged', size),
    message('advice.generation.latent', { latent: model.latent }),
    message(model.family === 'vae' ? 'advice.generation.watched' : 'advice.generation.lookAtThem', {
      epochs: training.epochs,
    }),
  ]
}

/** What a run as a person has configured it costs, and what is to be said about its pictures. */
export function reviewGeneration(profile: TableProfile, spec: GenerationSpec, speed: MachineSpeed): GenerationCost {
  const column = profile.columns.find(({ name }) => name === spec.label)
  const pictures = profile.rows - (column?.missing ?? 0)
  return { cost: generationCost(spec, pictures, speed), checks: checksOf(pictures, column?.missing ?? 0) }
}

function checksOf(count: number, missing: number): Finding[] {
  const checks: Finding[] = []
  const add = (level: Finding['level'], text: Message) => checks.push({ level, column: null, text })
  if (count < leastPictures) add('needs-you', message('advice.generation.tooFew', { count, least: leastPictures }))
  else if (count < advisablePictures)
    add('needs-you', message('advice.generation.few', { count, advisable: advisablePictures }))
  else add('fine', message('advice.generation.enough', { count }))
  if (missing > 0) add('mended', message('advice.generation.withoutClass', { count: missing }))
  return checks
}
