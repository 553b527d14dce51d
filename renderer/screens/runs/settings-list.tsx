/** The settings of a run in groups: data, model, training. */
import type { RunSpec } from '../../../compute/spec/run.ts'
import { Facts } from '../../components/page.tsx'
import { useWords } from '../../i18n/words.ts'
import { nameSetting, settingGroups, settings, settingsOf, writeSetting } from './run-settings.ts'
import './settings-list.css'

export function SettingsList({ spec }: { readonly spec: RunSpec }) {
  const words = useWords()
  const { text } = words
  return (
    <div className="settings-list">
      {settingGroups.map((group) => (
        <div key={group}>
          <h3>{text(`runs.groups.${group}`)}</h3>
          <Facts
            facts={settingsOf([spec], words)
              .filter((key) => settings[key].group === group)
              .map((key) => [nameSetting(key, words), writeSetting(key, spec, words)] as const)}
          />
        </div>
      ))}
    </div>
  )
}
