import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { settingsSchema } from '../../../../main/ipc/contract/records.ts'
import { defaultSettings, restoreSettings } from '../../../../main/settings/restore-settings.ts'

describe('restored settings', () => {
  it('are the defaults where there was nothing, and the defaults are valid', () => {
    for (const nothing of [undefined, null, 7, 'text', [], {}])
      expect(restoreSettings(nothing)).toEqual(defaultSettings)
    expect(settingsSchema.parse(defaultSettings)).toEqual(defaultSettings)
  })

  it('are what was written, when that is valid', () => {
    const written = { ...defaultSettings, language: 'zh-CN', theme: 'dark', threads: 3, projectsFolder: '/p' }
    expect(restoreSettings(JSON.parse(JSON.stringify(written)))).toEqual(written)
  })

  it('keep each key that is valid when another one is broken, inside objects as well', () => {
    const restored = restoreSettings({
      theme: 'dark',
      language: 'Klingon',
      threads: -4,
      chart: { smoothing: 0.6, logScale: 'yes' },
      runsTable: 'gone',
      unheardOf: true,
    })
    expect(restored).toEqual({
      ...defaultSettings,
      theme: 'dark',
      chart: { smoothing: 0.6, logScale: false },
    })
  })

  it('are valid whatever the file holds', () => {
    const anything = fc.object({ key: fc.constantFrom(...Object.keys(defaultSettings), 'smoothing', 'width', 'view') })
    fc.assert(
      fc.property(fc.oneof(anything, fc.jsonValue()), (found) => {
        expect(settingsSchema.safeParse(restoreSettings(found)).success).toBe(true)
      }),
    )
  })
})
