/** The settings of a run in groups: data, model, training. */
import type { AnyRunSpec } from '../../../compute/spec/generation.ts'
import { Facts } from '../../components/page.tsx'
import { useWords } from '../../i18n/words.ts'
import { groupOf, nameSetting, settingGroups, settingsOf, writeSetting } from './run-settings.ts'
import './settings-list.css'

export function SettingsList({ spec }: { readonly spec: AnyRunSpec }) {
  const words = useWords()
  const { text } = words
  return (
    <div className="settings-list">
      {settingGroups.map((group) => (
        <div key={group}>
          <h3>{text(`runs.groups.${group}`)}</h3>
          <Facts
            facts={settingsOf([spec], words)
              .filter((key) => groupOf(key) === group)
              .map((key) => [nameSetting(key, words), writeSetting(key, spec, words)] as const)}
          />
        </div>
      ))}
    </div>
  )
}
