/** Whether the model is a practical one or just as the article has it, with what that is and when the other is better. */
import {
  articleDifferencesOf,
  articleFamilies,
  type ArticleFamily,
  articleFamilyOf,
  articleModel,
} from '../../../../compute/spec/article-preset.ts'
import { Reasoned } from '../../../components/page.tsx'
import { Select } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import { recommendsArticle } from '../state/plan.ts'
import type { Structure } from '../state/wizard.ts'
import { useEditor } from './editor-context.ts'

/** See the file's head. Nothing where the article has no network for what is read. */
export function StructureRow() {
  const { text } = useWords()
  const { state, structure } = useEditor()
  const { plan, recommendation } = state
  const readers = [plan.model, recommendation.model]
  const families = articleFamilies.filter((family) => articleModel(family, readers) !== null)
  if (families.length === 0) return null
  const family = articleFamilyOf(plan.model)
  const noPractical = family !== null && recommendsArticle(recommendation)
  return (
    <Reasoned reason={text('wizard.article.meaning')}>
      <div className="plan-field">
        <Select<Structure>
          label={text('wizard.article.structure')}
          value={family ?? 'practical'}
          onChange={structure}
          options={[
            {
              value: 'practical',
              label: text('wizard.article.practical'),
              hint: text(noPractical ? 'wizard.article.sameAsArticle' : 'wizard.article.practicalHint'),
              disabled: noPractical,
            },
            ...families.map((value) => ({
              value,
              label: text('wizard.article.asInArticle', { family: text(`runs.familyShort.${value}`) }),
              hint: text(`wizard.article.hints.${value}`),
            })),
          ]}
        />
        {family !== null && <AboutPreset family={family} />}
      </div>
    </Reasoned>
  )
}

function AboutPreset({ family }: { readonly family: ArticleFamily }) {
  const { text } = useWords()
  const differences = articleDifferencesOf(useEditor().state.plan.model)
  return (
    <p className="caption quiet article-about">
      {[
        text(`wizard.article.hints.${family}`),
        ...(differences.length === 0
          ? [text('wizard.article.exact')]
          : differences.map((difference) => text(`wizard.article.differences.${difference}`))),
      ].join(' ')}
    </p>
  )
}
