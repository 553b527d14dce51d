/** The export of what makes pictures: what the file takes and gives, writing it, and how to run it. */
import { encoderBeside, type GenerationSpec } from '../../../compute/spec/generation.ts'
import type { GenerationRecord } from '../../../main/ipc/contract/records.ts'
import { useWords } from '../../i18n/words.ts'
import { Exports } from '../result/export-panel.tsx'
import { baseName } from '../result/python-snippet.ts'
import type { ExportJob } from '../result/use-export.ts'

export interface GeneratorExportProps {
  readonly run: GenerationRecord
  readonly exporting: ExportJob
}

export function GeneratorExport({ run, exporting }: GeneratorExportProps) {
  const { text } = useWords()
  const { model, image } = run.spec
  const sizes = { latent: model.latent, height: image.height, width: image.width, channels: image.channels }
  const leadOf = (file: string) => (
    <>
      {text('generation.exportLead', sizes)}
      {conditional(run.spec) && ` ${text('generation.exportClass')}`}
      {model.family === 'vae' && ` ${text('generation.exportEncoder', { file: encoderBeside(file) })}`}
    </>
  )
  return (
    <Exports run={run} exporting={exporting} leadOf={leadOf} snippetOf={(path) => generatorSnippet(path, run.spec)} />
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
