import { describe, expect, it } from 'vitest'
import { errorCodes } from '../../../../compute/spec/errors.ts'
import { createTranslator } from '../../../../main/i18n/translator.ts'
import { languages } from '../../../../main/ipc/contract/records.ts'

describe.each(languages)('errors in %s', (language) => {
  const { text } = createTranslator(language)

  it.each(errorCodes)('%s says what happened, what was kept and what to do', (code) => {
    for (const part of ['what', 'kept', 'next']) {
      const key = `errors.${code}.${part}`
      expect(text(key)).not.toBe(key)
      expect(text(key).trim()).not.toBe('')
    }
  })
})
