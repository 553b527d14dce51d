/** The whole way with words that have a label each, as a person walks it: a CoNLL file, the wizard, a sentence of one's own, an exported model. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from '../../main/tooling/repository.ts'
import { beginJourney, journeys } from './journeys.ts'
import { chooseInMenu } from './screens/walk.ts'

const sample = join(repositoryRoot, 'assets/samples/voice-requests.conll')
const sentences = 200

describe('labels of words', () => {
  it('are imported, learned, tried and exported', { timeout: 300_000 }, async () => {
    const [options] = journeys
    await using journey = await beginJourney(options, 'labels')
    const { studio, page, words, shot, press, openTab, importShown, trainShown, exportShown } = journey

    const requests = join(studio.home.folder, 'requests.txt')
    const all = (await readFile(sample, 'utf8')).split('\n\n')
    await writeFile(requests, all.slice(0, sentences).join('\n\n'))
    await studio.dropFile(requests)
    await page.locator('.page-head .button-primary:not([data-disabled])').waitFor()
    await shot('import')
    await importShown(page.locator('.columns-table-row').nth(1))
    await shot('dataset')

    await press('labelling.open')
    await page.locator('.sentence-word').nth(1).waitFor()
    const [dataset] = await studio.invoke('datasets.list', {})
    const labelled = async (column: string) => {
      const { labels, dictionary } = await studio.invoke('datasets.labels', { id: dataset!.id, column })
      return dictionary[labels[0]!]!.split(' ')
    }
    const column = dataset!.table.profile.targetCandidates[0]!.column
    const [first] = await page.locator('.class-name').allTextContents()
    const before = await labelled(column)
    await page.keyboard.press('End')
    await page.keyboard.press('Shift+ArrowLeft')
    await page.keyboard.press('1')
    await expect.poll(async () => (await labelled(column)).slice(-2)).toEqual([`B-${first}`, `I-${first}`])
    await shot('words')
    await chooseInMenu(studio, 'CmdOrCtrl+Z')
    await expect.poll(() => labelled(column)).toEqual(before)
    await page.goBack()

    await press('dataset.train')
    await page.getByRole('button', { name: words.text('wizard.toRecommendation') }).waitFor()
    await press('wizard.next')
    await page.locator('.radio-label', { hasText: words.text('wizard.labelling.task') }).waitFor()
    await shot('task')
    await press('wizard.toRecommendation')
    await page.locator('.card-title', { hasText: 'LSTM' }).waitFor({ timeout: 60_000 })
    await shot('recommendation')
    const run = await trainShown('result.labelling.confusion')
    await page.locator('.labelled-list').scrollIntoViewIfNeeded()
    await shot('mistakes')
    expect(run.score?.metric).toBe('entityF1')
    expect(run.score?.value).toBeGreaterThan(0.3)

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
    await exportShown(path)
    const session = await InferenceSession.create(await readFile(path))
    const { labels } = await session.run({
      words: new Tensor('string', ['Book a table for 5 people at a restaurant , please .'], [1, 1]),
    })
    expect([labels!.data[4], labels!.data[8]]).toEqual(['B-party_size_number', 'B-restaurant_type'])
  })
})
