/** Making pictures, as a person comes to it: pictures without classes, the wizard, samples that get better, pictures drawn, an exported model. */
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import { imageSize } from 'image-size'
import { openZip } from '../../compute/data/source/zip-entries.ts'
import { repositoryRoot } from '../../main/tooling/repository.ts'
import { beginJourney, journeysInTurn } from './journeys.ts'

const digits = join(repositoryRoot, 'assets/samples/digits.zip')

/** Some of the sample's pictures in a folder without folders: nothing says what they are. */
async function unlabelled(folder: string, every: number): Promise<string> {
  const place = join(folder, 'scribbles')
  await mkdir(place)
  const zip = await openZip(digits, 10_000)
  try {
    const entries = zip.entries.filter(({ fileName }) => fileName.endsWith('.png'))
    for (const [at, entry] of entries.entries()) {
      if (at % every === 0) await writeFile(join(place, `${at}.png`), await zip.read(entry))
    }
  } finally {
    zip.close()
  }
  return place
}

describe('pictures without classes', () => {
  it.each(journeysInTurn(0))(
    'teach a model to draw more of them in $language',
    { timeout: 300_000 },
    async (options) => {
      await using journey = await beginJourney(options, 'generation')
      const { studio, page, words, shot, press, openTab } = journey
      const folder = await unlabelled(studio.home.folder, 4)

      await studio.answerDialogs({ open: [folder] })
      await press('start.choosePictures')
      await page.locator('.contact-sheet .picture img').first().waitFor({ timeout: 60_000 })
      await page.locator('.page-head .button-primary:not([data-disabled])').click()
      await page.locator('.pictures .picture img').first().waitFor({ timeout: 120_000 })
      await openTab('dataset.columns')
      await shot('dataset')

      await press('dataset.train')
      await press('wizard.next')
      await page.getByText(words.text('wizard.generation.purposes.generate')).waitFor()
      await shot('purpose')
      await press('wizard.toRecommendation')
      await page.locator('.card').waitFor({ timeout: 60_000 })
      await shot('recommendation')
      // All that can be changed, and one rate for it that a sweep finds.
      const groups = page.locator('.editor-trigger')
      await groups.first().click()
      await shot('model')
      await groups.first().click()
      await groups.nth(1).click()
      const epochs = page.getByRole('textbox', { name: words.text('wizard.fields.epochs'), exact: true })
      await epochs.fill('60')
      await epochs.blur()
      await press('wizard.rates.test')
      await page.locator('.range-curve').waitFor({ timeout: 60_000 })
      await shot('plan')
      const decay = page.getByRole('textbox', { name: words.text('wizard.fields.weightDecay'), exact: true })
      await decay.fill('11')
      await decay.blur()
      expect(await page.getByText(words.text('wizard.changed', { count: 2 })).count()).toBe(1)
      await press('wizard.resetField', { field: words.text('wizard.fields.weightDecay') })
      await press('wizard.train')
      await page.locator('.sample-sheet img').waitFor({ timeout: 60_000 })
      await shot('training')

      await page.locator('.picture-choice').first().waitFor({ timeout: 120_000 })
      const [run] = await studio.invoke('runs.list', {})
      expect(run).toMatchObject({ family: 'vae', task: 'generation', status: 'completed' })
      expect(run!.epoch).toBeGreaterThan(20)
      expect(run!.score!.value).toBeLessThan(run!.score!.baseline)
      await page.locator('.picture-choice').nth(2).click()
      await page.locator('.picture-choice').nth(9).click()
      await page.locator('.picture-way img').last().waitFor()
      await shot('pictures')

      const saved = join(studio.home.folder, 'drawn.png')
      const exported = join(studio.home.folder, 'scribbles.onnx')
      await studio.answerDialogs({ save: [saved, exported] })
      await press('generation.saveSheet')
      await page.locator('.drawing-saved').waitFor()
      expect(imageSize(await readFile(saved))).toMatchObject({ type: 'png', width: (12 * 9 - 1) * 8 })

      await openTab('generation.view.reconstructions')
      await page.locator('.picture-grid-pairs img').first().waitFor()
      await shot('reconstructions')
      await openTab('generation.view.training')
      await page.locator('.sample-sheet img').waitFor()
      await shot('epochs')
      await openTab('generation.view.record')
      await press('result.layersAtWork.look')
      await page
        .getByRole('row', { name: /decoder\.0/ })
        .last()
        .locator('svg')
        .first()
        .waitFor()
      await shot('layers')
      await openTab('generation.view.export')
      await press('result.export')
      await page.locator('.export-verdict').waitFor({ timeout: 60_000 })
      await shot('export')
      const session = await InferenceSession.create(await readFile(exported))
      const { pictures } = await session.run({ noise: new Tensor('float32', new Float32Array(16), [2, 8]) })
      expect(pictures!.dims).toEqual([2, 8, 8, 1])
      expect(Math.max(...(pictures!.data as Float32Array))).toBeGreaterThan(50)
      await session.release()
      expect((await stat(join(studio.home.folder, 'scribbles-encoder.onnx'))).size).toBeGreaterThan(10_000)
    },
  )
})
