/** The whole way with words that have a label each, as a person walks it: a CoNLL file, the wizard, a sentence of one's own, an exported model. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from '../../main/tooling/repository.ts'
import { beginJourney, journeys } from './journeys.ts'

const sample = join(repositoryRoot, 'assets/samples/voice-requests.conll')
const sentences = 200

describe('labels of words', () => {
  it('are imported, learned, tried and exported', { timeout: 300_000 }, async () => {
    const [options] = journeys
    await using journey = await beginJourney(options, 'labels')
    const { studio, page, words, shot, press, openTab } = journey

    const requests = join(studio.home.folder, 'requests.txt')
    const all = (await readFile(sample, 'utf8')).split('\n\n')
    await writeFile(requests, all.slice(0, sentences).join('\n\n'))
    await studio.dropFile(requests)
    await page.locator('.page-head .button-primary:not([data-disabled])').waitFor()
    await shot('import')
    await page.locator('.page-head .button-primary:not([data-disabled])').click()
    await page.locator('.columns-table-row').nth(1).waitFor({ timeout: 60_000 })
    await shot('dataset')

    await press('dataset.train')
    await page.getByRole('button', { name: words.text('wizard.toRecommendation') }).waitFor()
    await press('wizard.next')
    await page.locator('.radio-label', { hasText: words.text('wizard.labelling.task') }).waitFor()
    await shot('task')
    await press('wizard.toRecommendation')
    await page.locator('.card-title', { hasText: 'LSTM' }).waitFor({ timeout: 60_000 })
    await shot('recommendation')
    await press('wizard.train')
    await page.getByRole('heading', { name: words.text('result.labelling.confusion') }).waitFor({ timeout: 180_000 })
    await shot('result')
    await page.locator('.labelled-list').scrollIntoViewIfNeeded()
    await shot('mistakes')
    const [run] = await studio.invoke('runs.list', {})
    expect(run!.score?.metric).toBe('entityF1')
    expect(run!.score?.value).toBeGreaterThan(0.3)

    await openTab('result.view.try')
    await page
      .getByRole('textbox', { name: words.text('result.labelling.yourSentence') })
      .fill('Book a table for 5 people at a restaurant, please.')
    const found = page.locator('.entity', { hasText: 'party_size_number' })
    await found.waitFor()
    expect(await found.textContent()).toContain('5')
    await page.locator('.entity', { hasText: 'restaurant_type' }).waitFor()
    await shot('try')

    const path = join(studio.home.folder, 'requests.onnx')
    await studio.answerDialogs({ save: [path] })
    await openTab('result.view.export')
    await press('result.export')
    await page.locator('.export-verdict').first().waitFor({ timeout: 60_000 })
    await shot('export')
    const session = await InferenceSession.create(await readFile(path))
    const { labels } = await session.run({
      words: new Tensor('string', ['Book a table for 5 people at a restaurant , please .'], [1, 1]),
    })
    expect([labels!.data[4], labels!.data[8]]).toEqual(['B-party_size_number', 'B-restaurant_type'])
  })
})
