/** The way with questions that are answered out of passages, as part of a longer walk: a file, a model that is missing at first, answers, an exported model. */
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { beginJourney } from './journeys.ts'

const passages = 60
const places = ['the row', 'a column', 'of data', 'in it', 'the model']

/** SQuAD's JSON: of each passage a question that it answers and one that it doesn't. */
function questionsFile(): string {
  const paragraphs = Array.from({ length: passages }, (_, at) => {
    const before = `${places[at % 5]!} ${places[(at * 3) % 5]!} is `
    const answer = String(10 + ((at * 7) % 89))
    const context = `${before}${answer} and ${places[(at + 2) % 5]!}. Row ${at} in the data.`
    return {
      context,
      qas: [
        { question: 'What is it?', answers: [{ text: answer, answer_start: before.length }] },
        { question: 'Where is it not?', answers: [], is_impossible: true },
      ],
    }
  })
  return JSON.stringify({ version: 'v2.0', data: [{ title: 'Rows', paragraphs }] })
}

/** See the file's head. @param model the folder of a published model */
export async function walkAnswers(journey: Awaited<ReturnType<typeof beginJourney>>, model: string): Promise<void> {
  const { studio, page, words, shot, press, openTab } = journey
  const file = join(studio.home.folder, 'questions.json')
  await writeFile(file, questionsFile())
  await studio.dropFile(file)
  await page.locator('.page-head .button-primary:not([data-disabled])').click()
  await page.locator('.columns-table-row').nth(2).waitFor({ timeout: 60_000 })
  await press('dataset.train')
  await press('wizard.next')
  await page.locator('.radio-label', { hasText: words.text('wizard.answering.task') }).waitFor()
  await page.locator('.wizard-how').waitFor()
  await shot('answers-no-model')
  // Who goes on without a model is told, and led back.
  await press('wizard.toRecommendation')
  await press('wizard.answering.chooseModel')
  await studio.answerDialogs({ open: [model] })
  await press('wizard.reader.import')
  await page.locator('.radio-label', { hasText: 'bert' }).first().waitFor({ timeout: 60_000 })
  await shot('answers-model')
  await press('wizard.toRecommendation')
  await page.locator('.card-title', { hasText: 'BERT' }).waitFor({ timeout: 60_000 })
  await shot('answers-recommendation')
  await press('wizard.train')
  await page.locator('.answering-list > li').first().waitFor({ timeout: 180_000 })
  await shot('answers-result')
  await page.locator('.segment', { hasText: words.text('result.answering.verdicts.wrong') }).click()
  const [run] = await studio.invoke('runs.list', {})
  expect(run!.score?.metric).toBe('answerF1')
  await openTab('result.view.try')
  await page.getByRole('textbox', { name: words.text('result.answering.yourQuestion') }).fill('What is it?')
  await page.locator('.answering-best').waitFor()
  await shot('answers-try')
  const path = join(studio.home.folder, 'questions.onnx')
  await studio.answerDialogs({ save: [path] })
  await openTab('result.view.export')
  await press('result.export')
  await page.locator('.export-verdict').waitFor({ timeout: 60_000 })
  await shot('answers-export')
  for (const name of ['tokenizer.json', 'answer.py', 'README.md']) {
    expect(existsSync(join(studio.home.folder, `questions.${name}`)), name).toBe(true)
  }
}
