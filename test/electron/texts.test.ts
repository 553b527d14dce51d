/** The whole way with free text, as a person walks it: a table of reviews, the wizard, a text of one's own, an exported model. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from '../../main/tooling/repository.ts'
import { beginJourney, journeysInTurn } from './journeys.ts'
import { walkAnswers } from './walk-answers.ts'

const tinyBert = join(repositoryRoot, 'test/fixtures/pretrained/tiny-bert')
const sample = join(repositoryRoot, 'assets/samples/film-reviews.csv')

describe('texts', () => {
  it.each(journeysInTurn(0))(
    'are imported, learned, tried and exported in $language',
    { timeout: 300_000 },
    async (options) => {
      await using journey = await beginJourney(options, 'texts')
      const { studio, page, words, shot, openTab, toRecommendation, trainShown, exportShown } = journey

      const reviews = join(studio.home.folder, 'reviews.csv')
      const english = (await readFile(sample, 'utf8')).split('\n').slice(0, 3001)
      // Some of another language, of which the studio tells.
      const chinese = Array.from(
        { length: 120 },
        (_, row) =>
          `第${row}部电影${row % 2 === 0 ? '很好看，值得一看' : '很无聊，不值得看'},${row % 2 === 0 ? 'positive' : 'negative'}`,
      )
      await writeFile(reviews, [...english, ...chinese].join('\n'))
      await studio.dropFile(reviews)
      await page.locator('.page-head .button-primary:not([data-disabled])').click()
      await page.locator('.columns-table-row').nth(2).waitFor({ timeout: 60_000 })
      await page.getByText(words.text('data.rules.rareLanguage')).waitFor()
      await shot('language')
      await openTab('dataset.texts')
      const languages = page.locator('.texts-words').first().locator('li')
      await languages.nth(1).waitFor()
      expect(await languages.nth(1).textContent()).toContain(words.formats.languageName('zh'))
      await shot('dataset')

      await toRecommendation()
      const run = await trainShown()
      // Half of the reviews are positive.
      expect(run.score?.value).toBeGreaterThan(0.65)

      await openTab('result.view.try')
      const field = page.getByRole('textbox', { name: 'review' })
      await field.fill('A dull, stupid and boring film, bad from the beginning to the end.')
      await page.locator('.try-figure', { hasText: 'negative' }).waitFor()
      await field.fill('A moving, beautiful and touching film, one of the best of the year.')
      await page.locator('.try-figure', { hasText: 'positive' }).waitFor()
      await shot('try')

      const path = join(studio.home.folder, 'reviews.onnx')
      await exportShown(path)
      const session = await InferenceSession.create(await readFile(path))
      const texts = ['dull and boring', 'BEAUTIFUL and moving']
      const { label } = await session.run({ review: new Tensor('string', texts, [2, 1]) })
      expect(label!.data).toEqual(['negative', 'positive'])
    },
  )

  it.each(journeysInTurn(1))(
    'are read word by word by a network of choice in $language',
    { timeout: 300_000 },
    async (options) => {
      await using journey = await beginJourney(options, 'readers')
      const { studio, page, words, shot, press, openTab, trainShown } = journey

      const moves = join(studio.home.folder, 'moves.csv')
      // The same words in every text: their order alone tells.
      const lines = Array.from({ length: 240 }, (_, row) =>
        row % 2 === 0 ? `room ${row} up and then down again,fell` : `room ${row} down and then up again,rose`,
      )
      await writeFile(moves, ['move,it', ...lines].join('\n'))
      await studio.dropFile(moves)
      await page.locator('.page-head .button-primary:not([data-disabled])').click()
      await page.locator('.columns-table-row').nth(2).waitFor({ timeout: 60_000 })
      await press('dataset.train')
      await press('wizard.toRecommendation')
      await page.locator('.card').waitFor({ timeout: 60_000 })

      await page.locator('.radio-label', { hasText: 'GRU' }).click()
      await page.locator('.card-title', { hasText: 'GRU' }).waitFor({ timeout: 60_000 })
      await shot('recommendation')
      await page.locator('.editor-trigger').first().click()
      await page.getByRole('textbox', { name: words.text('wizard.sequence.words') }).scrollIntoViewIfNeeded()
      await shot('fields')
      const run = await trainShown()
      expect(run).toMatchObject({ name: 'GRU 1', family: 'lstm', score: { value: 1 } })

      await openTab('result.view.try')
      await page.getByRole('textbox', { name: 'move' }).fill('hall 3 down and then up again')
      await page.locator('.try-figure', { hasText: 'rose' }).waitFor()
      const path = join(studio.home.folder, 'moves.onnx')
      await studio.answerDialogs({ save: [path] })
      await openTab('result.view.export')
      await press('result.export')
      await page.locator('.export-verdict').first().waitFor({ timeout: 60_000 })
      const session = await InferenceSession.create(await readFile(path))
      const texts = ['hall 3 up and then down', 'hall 3 down and then UP again']
      const { label } = await session.run({ move: new Tensor('string', texts, [2, 1]) })
      expect(label!.data).toEqual(['fell', 'rose'])
    },
  )

  it('are read by a pretrained model that a person brings in', { timeout: 300_000 }, async () => {
    const options = { language: 'zh-CN', theme: 'light', size: { width: 1280, height: 860 } } as const
    await using journey = await beginJourney(options, 'pretrained')
    const { studio, page, words, shot, press, openTab } = journey
    await walkAnswers(journey, tinyBert)

    const notes = join(studio.home.folder, 'notes.csv')
    const lines = Array.from({ length: 160 }, (_, row) =>
      row % 2 === 0
        ? `the training of the model number ${row} in it,learning`
        : `a column and a row of data ${row},data`,
    )
    await writeFile(notes, ['text,about', ...lines].join('\n'))
    await studio.dropFile(notes)
    await page.locator('.page-head .button-primary:not([data-disabled])').click()
    await page.locator('.columns-table-row').nth(2).waitFor({ timeout: 60_000 })
    await press('dataset.train')
    await press('wizard.toRecommendation')
    await page.locator('.card').waitFor({ timeout: 60_000 })

    await studio.answerDialogs({ open: [join(repositoryRoot, 'test/fixtures/pretrained/broken-nothing-here')] })
    await press('wizard.reader.import')
    await page.locator('.error-notice').first().scrollIntoViewIfNeeded()
    await shot('refused')
    await studio.answerDialogs({ open: [tinyBert] })
    await press('wizard.reader.import')
    await page.locator('.radio-label', { hasText: 'tiny-bert' }).waitFor({ timeout: 60_000 })
    await page.locator('.card-title', { hasText: 'BERT' }).waitFor({ timeout: 60_000 })
    await page.locator('.editor-trigger').first().click()
    await shot('recommendation')
    await press('wizard.train')
    await page.getByRole('heading', { name: words.text('result.confusion') }).waitFor({ timeout: 180_000 })
    const [run] = await studio.invoke('runs.list', {})
    expect(run!.family).toBe('bert')
    await shot('result')

    await openTab('result.view.try')
    await page.getByRole('textbox', { name: 'text' }).fill('training the model')
    await page.locator('.try-figure').waitFor()
    const path = join(studio.home.folder, 'notes.onnx')
    await studio.answerDialogs({ save: [path] })
    await openTab('result.view.export')
    await press('result.export')
    await page.locator('.export-verdict').waitFor({ timeout: 60_000 })
    await shot('export')
    const definition = JSON.parse(await readFile(join(studio.home.folder, 'notes.tokenizer.json'), 'utf8')) as object
    expect(definition).toHaveProperty('truncation.max_length')
  })
})
