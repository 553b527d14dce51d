/** The whole way with pictures that have columns beside them: one network for both, a picture and words of one's own, an exported model. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import { imagePixels } from '../../compute/data/images/decode-image.ts'
import { openZip } from '../../compute/data/source/zip-entries.ts'
import { repositoryRoot } from '../../main/tooling/repository.ts'
import { beginJourney, journeys } from './journeys.ts'

const emoji = join(repositoryRoot, 'assets/samples/emoji.zip')

/** The picture of the sample's grapes. */
async function grapes(): Promise<Buffer> {
  const zip = await openZip(emoji, 10_000)
  try {
    return await zip.read(zip.entries.find(({ fileName }) => fileName === 'pictures/1f347.png')!)
  } finally {
    zip.close()
  }
}

describe('pictures with columns beside them', () => {
  it('are learned from together, tried and exported', { timeout: 180_000 }, async () => {
    const [, options] = journeys
    await using journey = await beginJourney(options, 'mixed')
    const { studio, page, words, shot, press, openTab } = journey

    await studio.dropFile(emoji)
    await page.locator('.contact-sheet .picture img').first().waitFor({ timeout: 60_000 })
    await shot('import')
    await page.locator('.page-head .button-primary:not([data-disabled])').click()
    await page.locator('.pictures .picture img').first().waitFor({ timeout: 120_000 })
    await press('dataset.train')
    await page.getByRole('button', { name: words.text('wizard.toRecommendation') }).waitFor()
    await shot('question')
    await press('wizard.next')
    await press('wizard.next')
    await page.locator('.radio-label', { hasText: words.text('wizard.budgets.quick') }).click()
    await press('wizard.recommend')
    await page.locator('.card').waitFor({ timeout: 60_000 })
    await shot('recommendation')
    await page.locator('.editor-trigger').first().click()
    await page
      .locator('.plan-field', { hasText: words.text('wizard.fields.joint') })
      .first()
      .scrollIntoViewIfNeeded()
    await shot('layers')
    await page.locator('.editor-trigger').nth(1).click()
    const epochs = page.getByRole('textbox', { name: words.text('wizard.fields.epochs'), exact: true })
    await epochs.fill('10')
    await epochs.blur()
    await press('wizard.train')
    await page.getByRole('heading', { name: words.text('result.confusion') }).waitFor({ timeout: 120_000 })
    await shot('result')

    const [run] = await studio.invoke('runs.list', {})
    expect(run).toMatchObject({ family: 'fusion' })
    // Of nine groups of about the same size.
    expect(run!.score?.value).toBeGreaterThan(0.5)

    const picture = join(studio.home.folder, 'grapes of mine.png')
    const pixels = await grapes()
    await writeFile(picture, pixels)
    await studio.answerDialogs({ open: [picture], save: [join(studio.home.folder, 'emoji.onnx')] })
    await openTab('result.view.try')
    await press('result.choosePicture')
    await page.getByRole('textbox', { name: 'words' }).fill('grapes: fruit, food, wine')
    await page.locator('.try-figure', { hasText: 'Food & Drink' }).waitFor({ timeout: 60_000 })
    await shot('try')

    await openTab('result.view.export')
    await press('result.export')
    await page.locator('.export-verdict').waitFor({ timeout: 60_000 })
    await shot('export')
    const session = await InferenceSession.create(await readFile(join(studio.home.folder, 'emoji.onnx')))
    const image = Float32Array.from(await imageOf(pixels))
    const results = await session.run({
      image: new Tensor('float32', image, [1, 32, 32, 3]),
      words: new Tensor('string', ['grapes: fruit, food, wine'], [1, 1]),
      version: new Tensor('float32', [0.6], [1, 1]),
    })
    expect(results['label']?.data[0]).toBe('Food & Drink')
    await session.release()
  })
})

/** Pixels as other programs hold them: height × width × channels. */
async function imageOf(picture: Uint8Array): Promise<number[]> {
  const planes = await imagePixels(picture, { channels: 3, height: 32, width: 32 })
  return Array.from(planes, (_, at) => planes[(at % 3) * 1024 + Math.floor(at / 3)]!)
}
