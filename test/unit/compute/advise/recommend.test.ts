import { describe, expect, it } from 'vitest'
import type { MachineSpeed } from '../../../../compute/advise/machine-speed.ts'
import { recommend } from '../../../../compute/advise/recommend.ts'
import { planLayers, reviewSpec } from '../../../../compute/advise/review-spec.ts'
import { budgetRules } from '../../../../compute/advise/rules.ts'
import { suggestAnswers } from '../../../../compute/advise/suggest-answers.ts'
import { parameterCount } from '../../../../compute/models/weights.ts'
import { type Answers, recommendationSchema, suggestedAnswersSchema } from '../../../../compute/spec/advice.ts'
import type { Cell, TableProfile } from '../../../../compute/spec/dataset.ts'
import type { MlpSpec, ModelSpec } from '../../../../compute/spec/model.ts'
import { memoryProfile } from './memory-profile.ts'
import { someSpeed as speed } from '../../../support/machine-speed.ts'

const rows = Array.from({ length: 300 }, (_, row) => row)
const flowers: Record<string, Cell[]> = {
  id: rows.map((row) => row + 1),
  name: rows.map((row) => `specimen ${row}`),
  length: rows.map((row) => (row % 10 === 0 ? null : Math.sin(row) * 10)),
  width: rows.map((row) => Math.cos(row)),
  colour: rows.map((row) => ['red', 'blue', 'white'][row % 3]!),
  found: rows.map((row) => `2024-01-${10 + (row % 20)}`),
  country: rows.map(() => 'China'),
  nothing: rows.map(() => null),
  species: rows.map((row) => (row === 7 ? null : ['iris', 'rose'][row % 4 === 0 ? 1 : 0]!)),
}
const profile = memoryProfile(flowers, { found: 'date' })
const answers: Answers = { ...suggestAnswers(profile, { cores: 4 }).answers, target: 'species' }
const limited = (limits: Partial<Answers['limits']>) =>
  recommend(profile, { ...answers, limits: { ...answers.limits, ...limits } }, speed)

/** A model of a table, which is a multilayer perceptron. */
function mlpOf(model: ModelSpec): MlpSpec {
  if (model.family !== 'mlp') throw new Error(`${model.family} for a table`)
  return model
}
const layersOf = (model: ModelSpec) => mlpOf(model).hidden.length

/** A table of that many rows with five number columns, by its profile. */
function tallProfile(count: number): TableProfile {
  const small = memoryProfile({ a: rows, b: rows, c: rows, d: rows, y: rows.map((row) => `class ${row % 5}`) })
  const scale = count / rows.length
  const columns = small.columns.map((column) => ({
    ...column,
    distribution: column.distribution.map((bar) => ({ ...bar, count: bar.count * scale })),
  }))
  return { ...small, rows: count, columns }
}

describe('suggested answers', () => {
  it('take the profile’s best candidate with its reason', () => {
    const candidate = { column: 'colour', task: 'classification' as const, reason: { key: 'because', params: {} } }
    const suggested = suggestAnswers({ ...profile, targetCandidates: [candidate] }, { cores: 4 })
    expect(suggestedAnswersSchema.safeParse(suggested).error).toBeUndefined()
    expect(suggested.answers).toMatchObject({ target: 'colour', task: 'classification', features: null })
    expect(suggested.reasons.target.key).toBe('because')
  })

  it('take the last column that could be predicted where the profile names none', () => {
    expect(suggestAnswers(profile, { cores: 4 }).answers.target).toBe('species')
    const reordered = memoryProfile({ species: flowers['species']!, width: flowers['width']!, name: flowers['name']! })
    expect(suggestAnswers(reordered, { cores: 4 }).answers).toMatchObject({ target: 'width', task: 'regression' })
  })

  it('judge the column that a person chose', () => {
    const suggested = suggestAnswers(profile, { cores: 4 }, 'length')
    expect(suggested.answers).toMatchObject({ target: 'length', task: 'regression' })
    expect(suggested.reasons.target).toEqual({ key: 'advice.suggest.targetChosen', params: { column: 'length' } })
  })

  it('leave one processor core to the rest of the computer', () => {
    const threads = (cores: number) => suggestAnswers(profile, { cores }).answers.limits.threads
    expect([1, 2, 4, 64].map(threads)).toEqual([1, 1, 3, 8])
  })
})

describe('a recommendation', () => {
  const recommended = recommend(profile, answers, speed)

  it('is complete, for what was asked', () => {
    expect(recommendationSchema.safeParse(recommended).error).toBeUndefined()
    expect(recommended.training.split.stratify).toBe(true)
    expect(recommended.training.threads).toBe(3)
  })

  it('learns from columns of use, and says of each other column why not', () => {
    expect(recommended.features.map(({ column }) => column)).toEqual(['length', 'width', 'colour', 'found'])
    const reasons = Object.fromEntries(recommended.leftOut.map(({ column, reason }) => [column, reason.key]))
    expect(reasons).toEqual({
      id: 'advice.leftOut.idLike',
      name: 'advice.leftOut.idLike',
      country: 'advice.leftOut.constant',
      nothing: 'advice.leftOut.empty',
    })
  })

  it('tells dates by their parts, and only by what comes round where the rows are divided in time', () => {
    const found = (of: typeof recommended) => ({
      feature: of.features.find(({ column }) => column === 'found'),
      reason: of.recipes?.find(({ column }) => column === 'found')?.reason.key,
    })
    expect(found(recommended)).toEqual({ feature: { column: 'found', kind: 'date' }, reason: 'advice.recipes.dates' })
    const ahead = recommend(profile, { ...answers, task: 'regression', target: 'width' }, speed)
    expect(ahead.training.split.method).toMatchObject({ kind: 'time', column: 'found' })
    expect(found(ahead)).toEqual({
      feature: { column: 'found', kind: 'date', parts: ['month', 'day', 'weekday', 'hour'] },
      reason: 'advice.recipes.datesAhead',
    })
  })

  it('keeps to the columns that a person chose, as far as they can be read', () => {
    const chosen = recommend(profile, { ...answers, features: ['id', 'width', 'found'] }, speed)
    expect(chosen.features.map(({ column }) => column)).toEqual(['id', 'width', 'found'])
    const reasons = Object.fromEntries(chosen.leftOut.map(({ column, reason }) => [column, reason.key]))
    expect(reasons).toMatchObject({ length: 'advice.leftOut.notChosen' })
  })

  it('reads one column of texts word by word where a person asks for that', () => {
    const texts = memoryProfile(
      { note: rows.map((row) => `words about ${row}`), y: flowers['species']! },
      { note: 'text' },
    )
    const facts = { counted: 300, vocabulary: 302, terms: 600, frequent: [], unspaced: 0 }
    texts.columns[0]!.texts = { words: { median: 30, high: 41, most: 500 }, ...facts }
    const asked = { ...answers, data: 'text', target: 'y' } as const
    const gru = recommend(texts, { ...asked, reader: { kind: 'network', network: 'gru' } }, speed)
    expect(recommendationSchema.safeParse(gru).error).toBeUndefined()
    expect(gru.features).toEqual([{ column: 'note', kind: 'text' }])
    expect(gru.model).toMatchObject({ family: 'lstm', cell: 'gru', tokens: { length: 48, vocabulary: 304 } })
    expect(gru.runnerUp.model).toMatchObject({ family: 'transformer', tokens: { length: 48, vocabulary: 304 } })
    const small = { ...asked.limits, maxFileMb: 0.05 }
    const within = recommend(
      texts,
      { ...asked, limits: small, reader: { kind: 'network', network: 'transformer' } },
      speed,
    )
    expect(within.cost.fileMb).toBeLessThanOrEqual(0.05)
    expect(recommendationSchema.safeParse(within).error).toBeUndefined()
  })

  it('learns from texts beside other columns, as one input a term', () => {
    const texts = memoryProfile(
      { ...flowers, note: rows.map((row) => `words about ${row}`) },
      { note: 'text', found: 'date' },
    )
    const note = texts.columns.find(({ name }) => name === 'note')!
    note.texts = {
      words: { median: 3, high: 3, most: 3 },
      counted: 200,
      vocabulary: 202,
      terms: 77,
      frequent: [],
      unspaced: 0,
    }
    const suggested = suggestAnswers(texts, { cores: 4 }, 'species')
    expect([suggested.answers.data, suggested.possible.data]).toEqual(['table', ['table', 'text']])
    const table = recommend(texts, suggested.answers, speed)
    expect(table.features.map(({ column }) => column)).toEqual(['length', 'width', 'colour', 'found', 'note'])
    expect(table.reasons.map(({ key }) => key)).toContain('advice.reasons.textMeansTerms')
    const without = recommend(texts, { ...suggested.answers, features: ['length', 'width', 'colour', 'found'] }, speed)
    const first = table.model.family === 'mlp' ? table.model.hidden[0]! : 0
    expect(table.cost.parameters - without.cost.parameters).toBe(77 * first)
  })

  it('learns from texts alone where that is the answer, and suggests it where there is nothing else', () => {
    const texts = memoryProfile(
      { review: rows.map((row) => `words about ${row}`), opinion: rows.map((row) => ['good', 'bad'][row % 2]!) },
      { review: 'text' },
    )
    const { answers: own, possible, reasons } = suggestAnswers(texts, { cores: 4 }, 'opinion')
    expect([own.data, possible.data, reasons.data.key]).toEqual(['text', ['text', 'table'], 'advice.suggest.text'])
    const { features, model, training, runnerUp } = recommend(texts, own, speed)
    expect(features).toEqual([{ column: 'review', kind: 'text' }])
    expect(model).toMatchObject({ family: 'mlp', dropout: 0.5 })
    expect(training.learningRate).toBe(0.001)
    expect(runnerUp.when.key).toBe('advice.runnerUp.linearTexts')
  })

  it('does not take amounts that happen to differ in each row for row numbers', () => {
    const amounts = memoryProfile({ index: rows.map((row) => row * 1.37), y: flowers['species']! })
    expect(recommend(amounts, { ...answers, target: 'y' }, speed).features).toHaveLength(1)
  })

  it('names the baseline: the largest class’s share, or the mean', () => {
    expect(recommended.baseline).toEqual({
      key: 'advice.baseline.majority',
      params: { label: 'iris', share: 224 / 299 },
    })
    const amount = recommend(profile, { ...answers, target: 'width', task: 'regression' }, speed)
    expect(amount.baseline.params).toMatchObject({ column: 'width', mean: profile.columns[3]!.numeric!.mean })
    expect(amount.training.split.stratify).toBe(false)
  })

  it('counts parameters exactly: two numbers, an indicator, three colours, a date’s ten inputs', () => {
    expect(recommended.cost.parameters).toBe(parameterCount(recommended.model, 2 + 1 + 3 + 10, 2))
  })

  it('shrinks the model for a file limit, and says so', () => {
    const small = limited({ maxFileMb: 0.008 })
    expect(small.cost.fileMb).toBeLessThanOrEqual(0.008)
    expect(small.cost.parameters).toBeLessThan(recommended.cost.parameters)
    expect(small.reasons.map(({ key }) => key)).toContain('advice.limits.file')
    expect(limited({ maxFileMb: 0.000_001 }).reasons.map(({ key }) => key)).toContain('advice.limits.fileImpossible')
  })

  it('shrinks the model for a prediction limit, and says so', () => {
    const slow = { ...speed, multiplicationMs: 1e-4 }
    const wished = recommend(profile, answers, slow)
    const limit = wished.cost.predictionMs * 0.6
    const small = recommend(profile, { ...answers, limits: { ...answers.limits, maxPredictionMs: limit } }, slow)
    expect(small.cost.predictionMs).toBeLessThanOrEqual(limit)
    expect(small.reasons.map(({ key }) => key)).toContain('advice.limits.prediction')
  })

  it.each(['quick', 'balanced', 'thorough'] as const)(
    'keeps to the time of the budget %s, on any machine',
    (budget) => {
      const slow: MachineSpeed = { ...speed, stepMs: 5, epochMs: 20, multiplicationMs: 1e-5 }
      const big = tallProfile(60_000)
      const limits = { ...answers.limits, budget }
      for (const machine of [speed, slow]) {
        const { cost, training } = recommend(big, { ...answers, target: 'y', limits }, machine)
        if (training.epochs > 5) expect(cost.trainSeconds).toBeLessThanOrEqual(budgetRules[budget].seconds)
        expect(training.earlyStopping!.patience).toBeLessThanOrEqual(training.epochs)
      }
    },
  )

  it('gives more rows larger models and batches', () => {
    const at = (count: number) => recommend(tallProfile(count), { ...answers, target: 'y' }, speed)
    const sizes = [300, 5_000, 50_000, 500_000].map((count) => at(count).training.batchSize)
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b))
    expect(at(50_000).cost.parameters).toBeGreaterThan(at(300).cost.parameters)
    expect(at(300).runnerUp.model).toMatchObject({ hidden: [] })
    expect(layersOf(at(50_000).runnerUp.model)).toBeGreaterThan(layersOf(at(50_000).model))
  })
})

describe('checks', () => {
  const keysOf = (checked: TableProfile, changes: Partial<Answers> = {}) =>
    recommend(checked, { ...answers, ...changes }, speed).checks.map(
      ({ level, text }) => `${level} ${text.key.split('.')[2]!}`,
    )

  it('tell what is fine, what was mended and what needs a person, the last first', () => {
    expect(keysOf(profile)).toEqual([
      'mended targetMissing',
      'mended missingFilled',
      'fine enoughRows',
      'fine classesBalanced',
    ])
  })

  it('warn of few rows and of a class of one, and leave rare classes to the health of the rows', () => {
    const few = memoryProfile({ x: rows.slice(0, 30), species: flowers['species']!.slice(0, 30) })
    expect(keysOf(few)).toContain('needs-you fewRows')
    const withRare = (count: number) =>
      memoryProfile({ x: rows, species: rows.map((row) => (row < count ? 'rare' : 'usual')) })
    expect(keysOf(withRare(1))).toContain('needs-you singleRowClass')
    for (const rare of [5, 20]) expect(keysOf(withRare(rare)).join()).not.toContain('class')
    expect(keysOf(withRare(120))).toContain('fine classesBalanced')
  })

  it('say when nothing is left to learn from', () => {
    expect(keysOf(memoryProfile({ nothing: flowers['nothing']!, species: flowers['species']! }))).toContain(
      'needs-you noFeatures',
    )
  })
})

describe('the review of a changed configuration', () => {
  it('agrees with the recommendation where nothing was changed', () => {
    const { model, training, features, cost, checks } = recommend(profile, answers, speed)
    const spec = { datasetFingerprint: '', task: answers.task, target: 'species', model, training, features }
    expect(reviewSpec(profile, spec, speed)).toEqual({ cost, checks })
  })

  it('follows what a person changes', () => {
    const { model, training, features, cost } = recommend(profile, answers, speed)
    const spec = { datasetFingerprint: '', task: answers.task, target: 'species', training, features }
    const wider = reviewSpec(profile, { ...spec, model: { ...mlpOf(model), hidden: [512, 512] } }, speed)
    expect(wider.cost.trainSeconds).toBeGreaterThan(cost.trainSeconds)
    expect(wider.cost.fileMb).toBeGreaterThan(cost.fileMb)
  })

  it('takes longer where rows of rare classes are repeated, and less long where few are drawn', () => {
    const uneven = memoryProfile({ x: rows, species: rows.map((row) => (row % 10 === 0 ? 'rare' : 'usual')) })
    const { model, training, features } = recommend(uneven, answers, speed)
    const secondsWith = (classSampling: 'none' | 'over' | 'under') =>
      reviewSpec(
        uneven,
        {
          ...{ datasetFingerprint: '', task: answers.task, target: 'species', model, features },
          training: { ...training, classSampling },
        },
        speed,
      ).cost.trainSeconds
    expect(secondsWith('over')).toBeGreaterThan(secondsWith('none'))
    expect(secondsWith('under')).toBeLessThan(secondsWith('none'))
  })

  it('counts an average of the weights among the memory, and batches in parts by their parts', () => {
    const { model, training, features, cost } = recommend(profile, answers, speed)
    const spec = { datasetFingerprint: '', task: answers.task, target: answers.target, model, training, features }
    const memoryOf = (changes: Partial<typeof training>) =>
      reviewSpec(profile, { ...spec, training: { ...training, ...changes } }, speed).cost.memoryMb
    expect(memoryOf({ averaging: { decay: 0.99 } })).toBeCloseTo(cost.memoryMb + (3 * 4 * cost.parameters) / 1e6, 9)
    expect(memoryOf({ batchSize: 8192, accumulation: 16 })).toBeCloseTo(memoryOf({ batchSize: 512 }), 9)
  })
})

/** A table whose shops are many: so many, with so many rows each. */
function shopsProfile(shops: number, rowsEach: number): TableProfile {
  const sales = Array.from({ length: shops * rowsEach }, (_, row) => row)
  return memoryProfile({
    price: sales.map((row) => Math.sin(row)),
    shop: sales.map((row) => `shop ${row % shops}`),
    day: sales.map((row) => ['Mon', 'Tue', 'Wed'][row % 3]!),
    sold: sales.map((row) => (row % 5 === 0 ? 'yes' : 'no')),
  })
}

describe('columns of categories', () => {
  const asked: Answers = { ...answers, target: 'sold' }
  const many = recommend(shopsProfile(80, 25), asked, speed)

  it('become vectors that are learned where one has many values with rows enough for each', () => {
    expect(mlpOf(many.model)).toMatchObject({ categories: 'embedding' })
    expect(mlpOf(many.model).embedded).toBeUndefined()
    const reason = { key: 'advice.reasons.vectors', params: { column: 'shop', values: 80, width: 41 } }
    expect(many.reasons).toContainEqual(reason)
    expect(many.recipes).toEqual([{ column: 'shop', reason: { ...reason, key: 'advice.recipes.vectors' } }])
    // Two tables of vectors (of 81 and of 4), and a first layer over them and the price.
    const [first = 0] = mlpOf(many.model).hidden
    const without = many.cost.parameters - 81 * 41 - 4 * 2
    expect(parameterCount({ ...mlpOf(many.model), categories: 'one-hot' }, 1 + 41 + 2, 2)).toBe(without)
    expect(first).toBeGreaterThan(0)
  })

  it('have an input for each value where those are few, or have few rows', () => {
    for (const few of [shopsProfile(40, 50), shopsProfile(80, 10)])
      expect(mlpOf(recommend(few, asked, speed).model).categories).toBeUndefined()
  })

  it('keep an input for each value in the linear runner-up, whose weights can be read', () => {
    expect(mlpOf(many.runnerUp.model)).toMatchObject({ hidden: [] })
    expect(mlpOf(many.runnerUp.model).categories).toBeUndefined()
  })

  it('cost the same when the plan is looked at again, whichever way a person chooses', () => {
    const shops = shopsProfile(80, 25)
    const { model, training, features, cost, checks } = many
    const spec = { datasetFingerprint: '', task: asked.task, target: 'sold', model, training, features }
    expect(reviewSpec(shops, spec, speed)).toEqual({ cost, checks })
    const oneHot = { ...mlpOf(model), categories: 'one-hot' as const }
    const [first = 0] = oneHot.hidden
    // 1 + 80 + 3 inputs in place of 1 + 41 + 2 numbers, and no tables.
    const more = first * (1 + 80 + 3 - (1 + 41 + 2)) - 81 * 41 - 4 * 2
    expect(reviewSpec(shops, { ...spec, model: oneHot }, speed).cost.parameters).toBe(cost.parameters + more)
  })
})

describe('the layers of a plan', () => {
  const { model, training, features, cost } = recommend(profile, answers, speed)
  const spec = { datasetFingerprint: '', task: answers.task, target: 'species', model, training, features }

  it('are told before training, with all weights and the memory that the plan is said to cost', () => {
    const { layers, memory } = planLayers(profile, spec)
    expect(layers.map(({ name }) => name)).toEqual(['layers.0', 'layers.3', 'layers.6'])
    expect(layers.reduce((sum, { parameters }) => sum + parameters, 0)).toBe(cost.parameters)
    const { runtime, rows: data, state, activations } = memory
    expect((runtime + data + state + activations) / 1e6).toBeCloseTo(cost.memoryMb, 9)
  })

  it('follow the plan: wider layers, and larger batches for the activations alone', () => {
    const wide = { ...spec, model: { ...mlpOf(model), hidden: [512] } }
    expect(planLayers(profile, wide).layers.map(({ shape }) => shape)).toEqual([[512], [2]])
    const large = planLayers(profile, { ...spec, training: { ...training, batchSize: 4 * training.batchSize } })
    const before = planLayers(profile, spec)
    expect(large.memory.activations).toBeGreaterThan(before.memory.activations)
    expect(large.memory.state).toBe(before.memory.state)
  })

  it('are those of a network that learns vectors of categories, too', () => {
    const shops = shopsProfile(80, 25)
    const { model: embedding, ...rest } = recommend(shops, { ...answers, target: 'sold' }, speed)
    const planned = planLayers(shops, { ...spec, ...rest, target: 'sold', model: embedding })
    expect(planned.layers.map(({ name }) => name)).toContain('embeddings.0')
  })
})
