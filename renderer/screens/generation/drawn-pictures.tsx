/** Pictures that a finished run draws of noise: again and again, of the class that one wants, and saved as one picture. */
import { Dices, FolderOpen, ImageDown } from 'lucide-react'
import { useState } from 'react'
import { z } from 'zod'
import { sheetColumns } from '../../../compute/spec/generation.ts'
import type { GenerationRecord } from '../../../main/ipc/contract/records.ts'
import { useCommand, useRequest } from '../../bridge/hooks.ts'
import { invoke } from '../../bridge/invoke.ts'
import { useRemembered } from '../../bridge/remembered.ts'
import { Button } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { NumberField } from '../../components/field.tsx'
import { Waiting } from '../../components/progress.tsx'
import { Select } from '../../components/select.tsx'
import { useWords } from '../../i18n/words.ts'
import { PictureGrid } from './picture-grid.tsx'
import { WayBetween } from './way-between.tsx'

const seeds = 0xffff_ffff
/** Rows of pictures that are drawn at once. */
const rows = 4
/** The choice of no class. */
const anyClass = ''

const drawingSchema = z.object({ seed: z.int().min(0).max(seeds), label: z.string().nullable() })

export function DrawnPictures({ run }: { readonly run: GenerationRecord }) {
  const { text } = useWords()
  const [{ seed, label }, remember] = useRemembered(`drawing ${run.id}`, drawingSchema, { seed: 1, label: null })
  const { model } = run.spec
  // Where classes come one after the other, each has a column.
  const columns = sheetColumns(model.family === 'gan' ? model.classes : null)
  const count = rows * columns
  const [chosen, choose] = useState<readonly string[]>([])
  const save = useCommand('runs.saveDrawn')
  const { data, error, isFetching } = useRequest(
    'runs.draw',
    { id: run.id, seed, count, label },
    { keepPrevious: true },
  )
  const draw = (next: { readonly seed?: number; readonly label?: string | null }) => {
    choose([])
    remember({ seed, label, ...next })
  }
  const labels = data?.labels ?? null
  return (
    <>
      <div className="drawing-controls">
        {labels !== null && (
          <Select
            label={text('generation.ofClass')}
            value={label ?? anyClass}
            onChange={(next) => draw({ label: next === anyClass ? null : next })}
            options={[
              { value: anyClass, label: text('generation.anyClass') },
              ...labels.map((each) => ({ value: each, label: each })),
            ]}
          />
        )}
        <NumberField
          label={text('wizard.fields.seed')}
          value={seed}
          minValue={0}
          maxValue={seeds}
          stepper
          formatOptions={{ useGrouping: false, maximumFractionDigits: 0 }}
          onChange={(next) => Number.isInteger(next) && draw({ seed: next })}
        />
        <Button icon={Dices} isPending={isFetching} onPress={() => draw({ seed: Math.floor(Math.random() * seeds) })}>
          {text('generation.drawAgain')}
        </Button>
        <Button
          icon={ImageDown}
          isPending={save.isPending}
          onPress={() => save.mutate({ id: run.id, seed, count, label })}
        >
          {text('generation.saveSheet')}
        </Button>
        {save.data !== undefined && save.data !== null && <Saved path={save.data.path} />}
      </div>
      {error !== null && <ErrorNotice error={error} />}
      {save.error !== null && <ErrorNotice error={save.error} />}
      {data === undefined && error === null && <Waiting label={text('generation.drawing')} />}
      {data !== undefined && (
        <>
          <PictureGrid
            label={text('generation.drawn')}
            columns={columns}
            chosen={chosen}
            onChoose={choose}
            pictures={data.pictures.map(({ picture, label: own }, at) => ({
              key: String(at),
              bytes: picture,
              label: text('generation.drawnPicture', { number: at + 1 }),
              ...(own === null || label !== null ? {} : { words: own }),
            }))}
          />
          <WayBetween
            id={run.id}
            label={label}
            ends={chosen.map((key) => ({ kind: 'drawn', seed, place: Number(key) }))}
          />
        </>
      )}
    </>
  )
}

function Saved({ path }: { readonly path: string }) {
  const { text } = useWords()
  return (
    <span className="drawing-saved" role="status">
      <code>{path}</code>
      <Button size="small" icon={FolderOpen} onPress={() => void invoke('shell.reveal', { path })}>
        {text('result.showInFolder')}
      </Button>
    </span>
  )
}
