/** Everything that determines the run, to be read, copied, and made again. */
import type { AnyRunRecord, DatasetRecord } from '../../../main/ipc/contract/records.ts'
import { useRequest } from '../../bridge/hooks.ts'
import { CopyButton } from '../../components/error-notice.tsx'
import { Facts, Section } from '../../components/page.tsx'
import { useWords } from '../../i18n/words.ts'
import { SettingsList } from '../runs/settings-list.tsx'
import { NoteField } from '../runs/note-field.tsx'
import { TagField } from '../runs/tag-field.tsx'
import { fallbackText } from '../training/device-notice.tsx'
import { writeSeconds } from '../training/write-seconds.ts'
import { LayerTable } from './layer-table.tsx'
import { LayersAtWork } from './layers-at-work.tsx'
import { runRecordJson } from './run-record-json.ts'

export function RecordPanel({ run }: { readonly run: AnyRunRecord }) {
  const { text, format } = useWords()
  const dataset: DatasetRecord | undefined = useRequest('datasets.get', { id: run.datasetId }).data
  return (
    <>
      <Section title={text('result.notes')}>
        <div className="record-notes">
          <TagField run={run} />
          <NoteField run={run} />
        </div>
      </Section>
      <Section title={text('result.settings')}>
        <SettingsList spec={run.spec} />
      </Section>
      <LayerTable runId={run.id} />
      <LayersAtWork runId={run.id} />
      <Section
        title={text('result.record')}
        lead={text('result.recordLead')}
        actions={<CopyButton value={runRecordJson(run, dataset ?? null)} />}
      >
        <Facts
          facts={[
            [text('result.runId'), <code key="id">{run.id}</code>],
            [
              text('result.dataset'),
              text('versions.datasetOfRun', { dataset: run.datasetName, number: run.datasetVersion }),
            ],
            [text('result.fingerprint'), <code key="fingerprint">{run.spec.datasetFingerprint}</code>],
            [text('wizard.fields.seed'), <code key="seed">{run.spec.training.seed}</code>],
            ...Object.entries(run.versions).map(
              ([name, version]) => [name, <code key={name}>{version}</code>] as const,
            ),
            [text('result.device'), <ComputedOn key="device" run={run} />],
            [text('result.created'), format.dateTime(run.createdAt)],
            [text('result.started'), run.startedAt === null ? null : format.dateTime(run.startedAt)],
            [text('result.ended'), run.endedAt === null ? null : format.dateTime(run.endedAt)],
            [text('result.trainingTime'), writeSeconds(run.seconds, format)],
          ]}
        />
      </Section>
    </>
  )
}

function ComputedOn({ run }: { readonly run: AnyRunRecord }) {
  const words = useWords()
  const reason = fallbackText(run, words)
  const device = words.text(`common.devices.${run.device?.device ?? 'cpu'}`)
  return <>{reason === null ? device : `${device}. ${reason}`}</>
}
