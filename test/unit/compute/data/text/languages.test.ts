/** Languages of texts: sentences as people write them, short ones, and ten thousand of a sample. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadLanguages } from '../../../../../compute/data/text/languages.ts'
import { findAppRoot } from '../../../../../main/app-root.ts'

const languageOf = await loadLanguages()

describe('the language of a text', () => {
  it.each([
    ['en', 'The delivery came two days late, but the product itself is fine.'],
    ['de', 'Die Lieferung kam zwei Tage zu spät, aber das Produkt ist gut.'],
    ['fr', 'La livraison avait deux jours de retard, mais le produit est bon.'],
    ['es', 'El envío llegó dos días tarde, pero el producto está bien.'],
    ['it', 'La consegna è arrivata due giorni dopo, ma il prodotto va bene.'],
    ['pt', 'A entrega chegou dois dias atrasada, mas o produto é bom.'],
    ['nl', 'De levering kwam twee dagen te laat, maar het product is goed.'],
    ['pl', 'Dostawa przyszła dwa dni później, ale produkt jest w porządku.'],
    ['tr', 'Teslimat iki gün geç geldi ama ürün gayet güzel.'],
    ['ru', 'Доставка опоздала на два дня, но сам товар хороший.'],
    ['uk', 'Доставка запізнилася на два дні, але сам товар хороший.'],
    ['ar', 'وصلت الشحنة متأخرة يومين لكن المنتج جيد.'],
    ['he', 'המשלוח הגיע באיחור של יומיים אבל המוצר בסדר.'],
    ['ko', '배송이 이틀 늦었지만 제품은 좋아요.'],
    ['ja', '配達は二日遅れましたが、商品は良いです。'],
    ['zh', '送货晚了两天，不过产品还不错。'],
    ['zh', '很好'],
    ['zh', 'iPhone 的屏幕很好看，推荐 Pro 版本'],
    ['zh', '運送遲了兩天，但是商品不錯'],
  ])('is %s: %s', (language, text) => {
    expect(languageOf(text)).toBe(language)
  })

  it.each(['', '12345 67.8', 'ok', 'A-113', '!!! 😀', 'DHL', '\ud83d', '\u200b\u202e'])(
    'cannot be told of “%s”',
    (text) => {
      expect(languageOf(text)).toBeNull()
    },
  )

  it('is English in film reviews, with a few of which it is not certain and hardly one that is another', () => {
    const file = readFileSync(join(findAppRoot(), 'assets/samples/film-reviews.csv'), 'utf8')
    const found = file.split('\n').slice(1, 3001).map(languageOf)
    const share = (is: (language: string | null) => boolean) => found.filter(is).length / found.length
    expect(share((language) => language === 'en')).toBeGreaterThan(0.95)
    expect(share((language) => language !== null && language !== 'en')).toBeLessThan(0.005)
  })

  it('takes a tenth of a millisecond', () => {
    const long = 'There are many of these words in this one long text. '.repeat(2000)
    const began = performance.now()
    for (let time = 0; time < 1000; time++) languageOf(long)
    expect(performance.now() - began).toBeLessThan(3000)
  })
})
