/** The texts of a dataset: how long they are, in which languages, of which words, and some of them to read. */
import type { ColumnProfile, TextFacts } from '../../../../compute/spec/dataset.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { HistogramBars } from '../../../charts/static/histogram-bars.tsx'
import { Section } from '../../../components/page.tsx'
import { useWords } from '../../../i18n/words.ts'
import './texts-view.css'

/** More of the words are in Chinese or Japanese script than not. */
const mostly = 0.5

/** See the file's head. */
export function TextsView({ dataset: { table } }: { readonly dataset: DatasetRecord }) {
  return table.profile.columns.map(
    (column) =>
      column.texts !== undefined && (
        <TextColumn key={column.name} column={column} facts={column.texts} rows={table.profile.rows} />
      ),
  )
}

interface TextColumnProps {
  readonly column: ColumnProfile
  readonly facts: TextFacts
  readonly rows: number
}

function TextColumn({ column, facts, rows }: TextColumnProps) {
  const { text, format } = useWords()
  const { words, vocabulary, unspaced, counted } = facts
  const figures = {
    median: format.integer(words.median),
    high: format.integer(words.high),
    most: format.integer(words.most),
    vocabulary: format.integer(vocabulary),
  }
  const bins = column.distribution.flatMap(({ from, to, count }) =>
    from === null || to === null ? [] : [{ from, to, count }],
  )
  return (
    <Section
      title={column.name}
      lead={`${text('dataset.textFacts', figures)} ${unspaced > mostly ? text('dataset.textUnspaced') : ''}`}
    >
      <div className="texts">
        <div>
          {facts.languages !== undefined && facts.languages.looked > 0 && (
            <>
              <h3 className="caption">{text('dataset.languages')}</h3>
              <p className="caption muted">
                {text('dataset.languagesLead', { texts: format.integer(facts.languages.looked) })}
              </p>
              <Languages languages={facts.languages} />
            </>
          )}
          <h3 className="caption">{text('dataset.frequentWords')}</h3>
          <p className="caption muted">
            {text('dataset.frequentWordsLead', { texts: format.integer(Math.min(counted, rows)) })}
          </p>
          <FrequentWords facts={facts} />
        </div>
        <div>
          <h3 className="caption">{text('dataset.textLengths')}</h3>
          <HistogramBars
            bins={bins}
            name={text('dataset.textLengths')}
            label={text('dataset.distributionOf', { column: column.name })}
            height={180}
          />
          <h3 className="caption">{text('dataset.someTexts')}</h3>
          <ul className="texts-examples">
            {column.examples.map((example) => (
              <li key={example}>{example}</li>
            ))}
          </ul>
        </div>
      </div>
    </Section>
  )
}

function FrequentWords({ facts: { frequent } }: { readonly facts: TextFacts }) {
  const { format } = useWords()
  const most = Math.max(1, ...frequent.map(({ texts }) => texts))
  const bars = frequent.map(({ word, texts }) => ({ name: word, part: texts / most, figure: format.integer(texts) }))
  return <NamedBars bars={bars} />
}

/** Languages that have a bar of their own, and the share of a further one: of fewer texts it is hardly certain. */
const [mostLanguages, leastShare] = [5, 0.01]

function Languages({ languages: { looked, found } }: { readonly languages: NonNullable<TextFacts['languages']> }) {
  const { text, format } = useWords()
  const shown = found
    .slice(0, mostLanguages)
    .filter(({ texts }, at) => at === 0 || texts >= leastShare * looked)
    .map(({ language, texts }) => [format.languageName(language), texts] as const)
  const told = found.reduce((sum, { texts }) => sum + texts, 0)
  const others = told - shown.reduce((sum, [, texts]) => sum + texts, 0)
  const rest = [
    [text('dataset.otherLanguages'), others],
    [text('dataset.languageUncertain'), looked - told],
  ] as const
  const bars = [...shown, ...rest.filter(([, texts]) => texts > 0)].map(([name, texts]) => ({
    ...{ name, part: texts / looked, figure: format.percent(texts / looked) },
  }))
  return <NamedBars bars={bars} />
}

interface NamedBar {
  readonly name: string
  /** Of the longest bar, 0 to 1. */
  readonly part: number
  readonly figure: string
}

function NamedBars({ bars }: { readonly bars: readonly NamedBar[] }) {
  return (
    <ol className="texts-words">
      {bars.map(({ name, part, figure }) => (
        <li key={name}>
          <span className="ellipsis" title={name}>
            {name}
          </span>
          <span className="texts-words-track" aria-hidden>
            <span className="texts-words-bar" style={{ width: `${part * 100}%` }} />
          </span>
          <span className="number">{figure}</span>
        </li>
      ))}
    </ol>
  )
}
