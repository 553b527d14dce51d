/** Which part of the file is read, and which files make up the table. */
import type { TableInspection } from '../../../../compute/spec/table-dialect.ts'
import type { SourceChoice } from '../../../../compute/spec/table-format.ts'
import { Select } from '../../../components/select.tsx'
import { Checkbox } from '../../../components/toggle.tsx'
import { useWords } from '../../../i18n/words.ts'

export interface SourceChoicesProps {
  readonly inspection: TableInspection
  readonly choice: SourceChoice
  readonly onChoice: (choice: SourceChoice) => void
}

/** Files that are listed by name before "and so many more". */
const listedFiles = 8

/** See the file's head; nothing where there is nothing to choose. */
export function SourceChoices({ inspection, choice, onChoice }: SourceChoicesProps) {
  const { text } = useWords()
  const { parts, part, files, fileName } = inspection
  const names = [fileName, ...(choice.furtherPaths ?? []).map((path) => path.split(/[\\/]/).pop() ?? path)]
  const more = files - listedFiles
  return (
    <>
      {inspection.formats.length > 0 && (
        <div className="import-found">
          <Select
            label={text('import.readAs')}
            value={inspection.format}
            onChange={(format) => onChoice({ ...choice, format })}
            options={inspection.formats.map((each) => ({ value: each, label: text(`import.formats.${each}`) }))}
          />
          <div className="import-reason">{text(`import.readAsReasons.${inspection.format}`)}</div>
        </div>
      )}
      {parts.length > 1 && part !== null && (
        <Select
          label={text(inspection.format === 'excel' ? 'import.sheet' : 'import.table')}
          value={choice.part ?? part}
          onChange={(value) => onChoice({ ...choice, part: value })}
          options={parts.map((each) => ({ value: each, label: each }))}
        />
      )}
      {files > 1 && (
        <>
          <h2>{text('import.fileCount', { count: files })}</h2>
          <ul className="import-files caption">
            {names.slice(0, listedFiles).map((name, index) => (
              <li key={index} className="ellipsis">
                {name}
              </li>
            ))}
            {more > 0 && <li className="muted">{text('import.moreFiles', { count: more })}</li>}
          </ul>
          <Checkbox
            isSelected={choice.fileColumn !== undefined}
            onChange={(wanted) =>
              onChoice({ ...choice, fileColumn: wanted ? text('import.fileColumnName') : undefined })
            }
          >
            {text('import.fileColumn')}
          </Checkbox>
        </>
      )}
    </>
  )
}
