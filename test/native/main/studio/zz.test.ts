import { it } from 'vitest'
import { startTestStudio } from './test-studio.ts'
it('walks', async () => {
  await using s = await startTestStudio({ desktop: { chooseModelFile: (p) => Promise.resolve(p) } })
  const t0 = performance.now()
  const lap = (x: string) => console.log(x, (performance.now() - t0).toFixed(0))
  await s.invoke('projects.create', { name: 'Penguins' })
  lap('created')
  const insp = await s.invoke('tables.inspect', { path: '/tmp/export/penguins.csv', dialect: {}, kinds: {} })
  lap('inspected')
  const ds = await s.invoke('datasets.import', {
    jobId: 'a',
    request: { path: insp.path, dialect: {}, kinds: {}, skipBadRows: false },
  })
  lap('imported')
  console.log(ds.table.profile.columns.map((c) => [c.name, c.kind, c.missing].join(' ')))
  const sug = await s.invoke('advice.suggest', { datasetId: ds.id })
  lap('suggested')
  console.log(sug.answers)
  const rec = await s.invoke('advice.recommend', {
    datasetId: ds.id,
    answers: { ...sug.answers, target: 'Species', task: 'classification' },
  })
  lap('recommended')
  console.log(JSON.stringify(rec.cost), JSON.stringify(rec.model), JSON.stringify(rec.training))
  const spec = {
    datasetFingerprint: ds.table.fingerprint,
    task: 'classification' as const,
    target: 'Species',
    features: rec.features,
    model: rec.model,
    training: rec.training,
  }
  const ended = s.waitFor('run.changed', ({ run }) => run.status === 'completed' || run.status === 'failed')
  const run = await s.invoke('runs.start', { datasetId: ds.id, spec })
  lap('started')
  const { run: done } = await ended
  lap('ended')
  console.log(done)
  console.log(await s.invoke('runs.report', { id: run.id }))
  console.log((await s.invoke('runs.history', { id: run.id })).length)
  console.log((await s.invoke('runs.get', { id: run.id })).error)
  const f = await s.invoke('runs.form', { id: run.id })
  lap('form')
  console.log(f.fields)
  console.log(
    await s.invoke('runs.predict', { id: run.id, cells: Object.fromEntries(f.fields.map((x) => [x.column, x.usual])) }),
  )
  lap('predict')
  console.log(await s.invoke('runs.testRows', { id: run.id, actual: null, predicted: null, offset: 0, limit: 3 }))
  lap('testrows')
  console.log(await s.invoke('runs.export', { jobId: 'x', id: run.id }))
  lap('export')
  console.log(s.events.map((e) => e.name).join(' '))
})
