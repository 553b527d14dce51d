/** Whether a dataset goes into the open project or into one of its own. */
import { Segments } from '../../../components/select.tsx'
import { useWords } from '../../../i18n/words.ts'
import type { ImportTarget } from './use-import.ts'

export interface TargetChoiceProps {
  readonly target: ImportTarget
  readonly onTarget: (target: ImportTarget) => void
}

/** See the file's head. */
export function TargetChoice({ target, onTarget }: TargetChoiceProps) {
  const { text } = useWords()
  return (
    <Segments<ImportTarget>
      label={text('import.target')}
      value={target}
      onChange={onTarget}
      options={[
        { value: 'open-project', label: text('import.targets.open') },
        { value: 'new-project', label: text('import.targets.new') },
      ]}
    />
  )
}
