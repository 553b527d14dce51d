/** Lint rules: typescript-eslint's strict set, React's hooks, and the rules of this house (main/tooling/lint). */
import { defineConfig } from 'eslint/config'
import reactHooks from 'eslint-plugin-react-hooks'
import { tsImport } from 'tsx/esm/api'
import tseslint from 'typescript-eslint'

/** @type {typeof import('./main/tooling/lint/house-plugin.ts')} */
const { housePlugin } = await tsImport('./main/tooling/lint/house-plugin.ts', import.meta.url)

const sources = ['**/*.{ts,tsx}']

export default defineConfig(
  { ignores: ['out/**', 'dist/**', '.cache/**', 'node_modules/**', 'test/fixtures/**', 'test-results/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx,js}'],
    plugins: { house: housePlugin },
    rules: {
      'house/file-name': 'error',
      'house/layers': 'error',
      'max-lines': ['error', { max: 400 }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'off',
    },
  },
  {
    files: sources,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      // Indexing a typed array gives `number | undefined` here (noUncheckedIndexedAccess); `!` is how a loop says its bounds hold.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // The compiler allows no enums here (erasableSyntaxOnly), so looking for their misuse is time lost.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // These two compare whole types at each assignment: a third of the time of a lint run, for nothing found here.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      // Methods here are arrow functions or take no `this`; vi.fn and destructured stores would only make noise.
      '@typescript-eslint/unbound-method': ['error', { ignoreStatic: true }],
      // A function may be async because its interface is.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-restricted-exports': [
        'error',
        {
          restrictDefaultExports: {
            direct: true,
            named: true,
            defaultFrom: true,
            namedFrom: true,
            namespaceFrom: true,
          },
        },
      ],
    },
  },
  {
    // Tools insist on a default export in their configuration.
    files: ['*.config.{ts,js}'],
    rules: { 'no-restricted-exports': 'off' },
  },
  {
    files: ['compute/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message: 'Same seed, same result: take numbers from the seeded generator.',
        },
      ],
      'no-restricted-globals': [
        'error',
        { name: 'window', message: 'The engine runs in Node.' },
        { name: 'document', message: 'The engine runs in Node.' },
      ],
    },
  },
  {
    // The two classic rules of hooks. The plugin's others run the React compiler, which is not used here, on each file.
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  { files: ['test/**/*.{ts,tsx}'], rules: { 'house/test-focus': 'error' } },
)
