/** The export of what makes pictures: what the file takes and gives, writing it, and how to run it. */
import { FileDown } from 'lucide-react'
import { encoderBeside, type GenerationSpec } from '../../../compute/spec/generation.ts'
import type { GenerationRecord } from '../../../main/ipc/contract/records.ts'
import { Button } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Progress } from '../../components/progress.tsx'
import { useWords } from '../../i18n/words.ts'
import { ExportCard } from '../result/export-panel.tsx'
import '../result/export-panel.css'
import { ProgramExport, WeightsExport } from '../result/further-exports.tsx'
import { baseName } from '../result/python-snippet.ts'
import type { ExportJob } from '../result/use-export.ts'

export interface GeneratorExportProps {
  readonly run: GenerationRecord
  readonly exporting: ExportJob
}

export function GeneratorExport({ run, exporting }: GeneratorExportProps) {
  const { text } = useWords()
  const { job, error, start, cancel } = exporting
  const { model, image } = run.spec
  const records = [...run.exportRecords].sort((a, b) => b.createdAt - a.createdAt)
  const sizes = { latent: model.latent, height: image.height, width: image.width, channels: image.channels }
  return (
    <div className="export">
      <p className="export-lead">
        {text('generation.exportLead', sizes)}
        {conditional(run.spec) && ` ${text('generation.exportClass')}`}
        {model.family === 'vae' &&
          ` ${text('generation.exportEncoder', { file: encoderBeside(baseName(records[0]?.path ?? `${run.name}.onnx`)) })}`}
      </p>
      {job === null ? (
        <Button icon={FileDown} onPress={start}>
          {text(records.length === 0 ? 'result.export' : 'result.exportAgain')}
        </Button>
      ) : (
        <Progress
          label={text('result.exporting', { name: run.name })}
          progress={job.progress}
          cancelling={job.cancelling}
          onCancel={cancel}
        />
      )}
      {error !== null && <ErrorNotice error={error} />}
      {records.map((record, index) => (
        <ExportCard
          key={record.id}
          record={record}
          snippet={index === 0 ? generatorSnippet(record.path, run.spec) : null}
          task="generation"
        />
      ))}
      <WeightsExport run={run} />
      <ProgramExport run={run} />
    </div>
  )
}

const conditional = ({ model }: GenerationSpec) => model.family === 'gan' && model.classes !== null

/** Lines of Python that load the file, make a picture and save it. */
export function generatorSnippet(path: string, spec: GenerationSpec): string {
  const classes = conditional(spec) ? ', "class": np.array([0], np.int64)' : ''
  return [
    'import numpy as np, onnxruntime; from PIL import Image',
    `model = onnxruntime.InferenceSession(${JSON.stringify(baseName(path))})`,
    `noise = np.random.randn(1, ${spec.model.latent}).astype(np.float32)`,
    `[pictures] = model.run(None, {"noise": noise${classes}})`,
    `pixels = pictures[0].round().clip(0, 255).astype(np.uint8)`,
    'Image.fromarray(pixels.squeeze()).save("made.png")',
  ].join('\n')
}
