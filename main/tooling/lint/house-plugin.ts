/** The lint rules of this house, as one ESLint plugin that eslint.config.js loads. */
import type { ESLint } from 'eslint'
import { fileNameRule } from './file-name-rule.ts'
import { layersRule } from './layers-rule.ts'
import { testFocusRule } from './test-focus-rule.ts'

export const housePlugin: ESLint.Plugin = {
  meta: { name: 'house' },
  rules: { 'file-name': fileNameRule, layers: layersRule, 'test-focus': testFocusRule },
}
