/** The whole way with pictures, as a person walks it: a zip of classes, the wizard, a convolutional network, a picture of one's own, an exported model. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from '../../main/tooling/repository.ts'
import { imagePixels } from '../../compute/data/images/decode-image.ts'
import { openZip } from '../../compute/data/source/zip-entries.ts'
import { beginJourney, journeysInTurn } from './journeys.ts'

const digits = join(repositoryRoot, 'assets/samples/digits.zip')

/** One of the sample's pictures: its bytes and its class. */
async function somePicture(): Promise<{ bytes: Buffer; label: string }> {
  const zip = await openZip(digits, 10_000)
  try {
    const entry = zip.entries.find(({ fileName }) => fileName.startsWith('digits/4/'))!
    return { bytes: await zip.read(entry), label: '4' }
  } finally {
    zip.close()
  }
}

describe('pictures', () => {
  it.each(journeysInTurn(0))(
    'are imported, learned, tried and exported in $language',
    { timeout: 300_000 },
    async (options) => {
      await using journey = await beginJourney(options, 'pictures')
      const { studio, page, words, shot, press, openTab } = journey
      const { importShown, toRecommendation, trainShown, exportShown } = journey

      await studio.dropFile(digits)
      await page.locator('.contact-sheet .picture img').first().waitFor({ timeout: 60_000 })
      await shot('import')
      const inspection = await studio.invoke('images.inspect', { path: digits })
      expect(inspection.files).toBe(1797)
      expect(inspection.classes.map(({ label }) => label).sort()).toEqual(Array.from('0123456789'))

      await importShown(page.locator('.pictures .picture img'))
      await shot('dataset')
      const [dataset] = await studio.invoke('datasets.list', {})
      const fours = await studio.invoke('datasets.images', { id: dataset!.id, label: '4', offset: 0, limit: 5 })
      expect(fours.images.map(({ label }) => label)).toEqual(Array(5).fill('4'))

      await toRecommendation()
      await page.locator('.editor-trigger').first().click()
      await shot('layers')
      const augmentation = page.locator('.switch', { hasText: words.text('wizard.fields.augmentation') })
      await augmentation.click()
      await page.locator('.augmented .picture img').nth(23).waitFor({ timeout: 60_000 })
      await page.locator('.augmented').scrollIntoViewIfNeeded()
      await shot('augmentation')
      await press('wizard.augmentation.again')
      await page.locator('.checkbox', { hasText: words.text('wizard.mixing.title') }).click()
      await page.locator('.augmented-share').nth(5).waitFor({ timeout: 60_000 })
      await page.locator('.augmented').scrollIntoViewIfNeeded()
      await shot('mixing')
      await augmentation.click()
      await page.locator('.augmented').waitFor({ state: 'detached' })
      const run = await trainShown()
      expect(run.family).toBe('cnn')
      expect(run.score?.value).toBeGreaterThan(0.96)

      const { confusion } = await studio.invoke('runs.report', { id: run.id }).then((report) => {
        if (report.task !== 'classification') throw new Error(report.task)
        return report
      })
      expect(confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(269)
      await page.locator('.confusion-cell').first().click()
      await page.locator('.contact-sheet .picture img').first().waitFor({ timeout: 60_000 })
      await shot('mistakes')

      const { bytes, label } = await somePicture()
      const picture = join(studio.home.folder, 'a digit of mine.png')
      await writeFile(picture, bytes)
      await studio.answerDialogs({ open: [picture], save: [join(studio.home.folder, 'digits.onnx')] })
      await openTab('result.view.try')
      await press('result.choosePicture')
      await page.locator('.try-figure').waitFor({ timeout: 60_000 })
      expect(await page.locator('.try-figure').textContent()).toBe(label)
      await shot('try')

      await exportShown()
      const session = await InferenceSession.create(await readFile(join(studio.home.folder, 'digits.onnx')))
      const pixels = await imagePixels(bytes, { channels: 1, height: 8, width: 8 })
      const results = await session.run({ image: new Tensor('float32', Float32Array.from(pixels), [1, 8, 8, 1]) })
      expect(results['label']?.data[0]).toBe(label)
      await session.release()
    },
  )
})
