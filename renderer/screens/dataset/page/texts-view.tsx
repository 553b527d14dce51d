/** The texts of a dataset: how long they are, of which words, and some of them to read. */
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
  return (
    <ol className="texts-words">
      {frequent.map(({ word, texts }) => (
        <li key={word}>
          <span className="ellipsis" title={word}>
            {word}
          </span>
          <span className="texts-words-track" aria-hidden>
            <span className="texts-words-bar" style={{ width: `${(texts / most) * 100}%` }} />
          </span>
          <span className="number">{format.integer(texts)}</span>
        </li>
      ))}
    </ol>
  )
}
