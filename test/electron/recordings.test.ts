/** The whole way with recordings, as a person walks it: a zip of classes, played, learned by a network, mistakes heard, a recording of one's own, an exported model. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { readClip } from '../../compute/data/audio/clip.ts'
import { openZip } from '../../compute/data/source/zip-entries.ts'
import { repositoryRoot } from '../../main/tooling/repository.ts'
import { beginJourney, journeys } from './journeys.ts'

const sample = join(repositoryRoot, 'assets/samples/spoken-digits.zip')
/** Three of the sample's digits, so that there is less to learn; one recording is kept back for the end. */
const [digits, own] = [['0', '1', '6'], 'spoken-digits/6/theo-3.wav']

/** Writes the recordings of those digits as a zip. @returns the one that is kept back */
async function writeSome(path: string): Promise<Buffer> {
  const all = await openZip(sample, 10_000)
  const zip = new ZipFile()
  let kept: Buffer | null = null
  try {
    for (const entry of all.entries) {
      const digit = entry.fileName.split('/')[1] ?? ''
      if (!digits.includes(digit)) continue
      const content = await all.read(entry)
      if (entry.fileName === own) kept = content
      else zip.addBuffer(content, entry.fileName)
    }
  } finally {
    all.close()
  }
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk as Uint8Array))
  await writeFile(path, Buffer.concat(chunks))
  if (kept === null) throw new Error(`no ${own}`)
  return kept
}

describe('recordings', () => {
  it('are imported, heard, learned, tried and exported', { timeout: 300_000 }, async () => {
    const [, options] = journeys
    await using journey = await beginJourney(options, 'recordings')
    const { studio, page, words, shot, press, openTab } = journey
    const { importShown, toRecommendation, trainShown, exportShown } = journey
    const zip = join(studio.home.folder, 'three digits.zip')
    const kept = await writeSome(zip)

    await studio.dropFile(zip)
    await page.locator('.recording-sheet .waveform').first().waitFor({ timeout: 60_000 })
    const inspection = await studio.invoke('recordings.inspect', { path: zip })
    expect(inspection.classes.map(({ label }) => label).sort()).toEqual(digits)
    expect(inspection.files).toBe(3 * 48 - 1)
    // What is pressed plays: the part that was played is drawn, and at its end the button is as it was.
    const play = page.locator('.recording-line button').first()
    const name = await play.getAttribute('aria-label')
    await play.click()
    await page.waitForFunction(
      () => Number(document.querySelector('.recording-sheet clipPath rect')?.getAttribute('width')) > 0,
    )
    await shot('import')
    await page.waitForFunction(
      (before) => document.querySelector('.recording-line button')?.getAttribute('aria-label') === before,
      name,
      { timeout: 20_000 },
    )
    expect(await page.locator('.error-notice').count()).toBe(0)

    await importShown(page.locator('.pictures .recording-look'))
    await page.locator('.pictures .recording-look').first().click()
    await page.locator('.spectrogram img').waitFor()
    await shot('dataset')
    const [dataset] = await studio.invoke('datasets.list', {})
    const page6 = await studio.invoke('datasets.recordings', { id: dataset!.id, label: '6', offset: 0, limit: 3 })
    expect(page6.total).toBe(47)

    await toRecommendation()
    await page.locator('.editor-trigger').first().click()
    await page.locator('.editor-panel').first().scrollIntoViewIfNeeded()
    await shot('sound')
    const augmentation = page.locator('.switch', { hasText: words.text('wizard.fields.soundAugmentation') })
    await augmentation.click()
    await page.locator('.augmented .picture img').nth(23).waitFor({ timeout: 60_000 })
    await page.locator('.augmented').scrollIntoViewIfNeeded()
    await shot('augmentation')
    await augmentation.click()
    await page.locator('.augmented').waitFor({ state: 'detached' })
    await page.locator('.editor-trigger').nth(1).click()
    const epochs = page.getByRole('textbox', { name: words.text('wizard.fields.epochs'), exact: true })
    await epochs.fill('30')
    await epochs.press('Tab')
    const run = await trainShown()
    expect(run.family).toBe('cnn')
    expect(run.score?.value).toBeGreaterThan(0.85)
    await page.locator('.confusion-cell').first().click()
    await page.locator('.recording-sheet .waveform').first().waitFor({ timeout: 60_000 })
    await shot('behind')

    const recording = join(studio.home.folder, 'a six of mine.wav')
    await writeFile(recording, kept)
    await studio.answerDialogs({ open: [recording], save: [join(studio.home.folder, 'digits.onnx')] })
    await openTab('result.view.try')
    await press('result.chooseRecording')
    await page.locator('.try-figure').waitFor({ timeout: 60_000 })
    await page.locator('.spectrogram img').waitFor()
    expect(await page.locator('.try-figure').textContent()).toBe('6')
    await shot('try')

    await exportShown()
    const session = await InferenceSession.create(await readFile(join(studio.home.folder, 'digits.onnx')))
    const { model } = (await studio.invoke('runs.get', { id: run.id })).spec
    if (model.family !== 'cnn' || model.sound === undefined) throw new Error(model.family)
    const clip = await readClip(kept, model.sound)
    const results = await session.run({ recording: new Tensor('float32', clip, [1, clip.length]) })
    expect(results['label']?.data[0]).toBe('6')
    await session.release()
  })
})
