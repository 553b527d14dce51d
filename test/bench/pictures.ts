/**
 * `npx tsx test/bench/pictures.ts`: decoding JPEG files of 256 × 256 and scaling them to 64 × 64, ours against a PyTorch
 * DataLoader with Pillow and two workers. In turns, pair after pair; the ratio is taken within each pair.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { imagePixels } from '../../compute/data/images/decode-image.ts'
import { inParallel } from '../../compute/data/files/in-parallel.ts'
import { imagesAtOnce } from '../../compute/data/images/import-images.ts'
import { findPython } from './python.ts'

const { values } = parseArgs({
  options: { pictures: { type: 'string', default: '10000' }, pairs: { type: 'string', default: '3' } },
})
const image = { channels: 3, height: 64, width: 64 }

async function ourSeconds(folder: string): Promise<number> {
  const files = (await readdir(folder)).sort()
  const started = performance.now()
  let bytes = 0
  await inParallel(
    files,
    imagesAtOnce,
    async (file) => imagePixels(await readFile(join(folder, file)), image),
    (pixels) => void (bytes += pixels.length),
  )
  if (bytes !== files.length * 3 * 64 * 64) throw new Error(`${bytes} bytes of ${files.length} pictures`)
  return (performance.now() - started) / 1000
}

const folder = await mkdtemp(join(tmpdir(), 'modelwright-bench-'))
const python = spawn(findPython(), [join(import.meta.dirname, 'pillow_pictures.py')], { stdio: 'pipe' })
python.stderr.pipe(process.stderr)
const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]()
async function answer(): Promise<Record<string, number>> {
  const line = await lines.next()
  if (line.done === true) throw new Error('Python ended; see its message above')
  return JSON.parse(line.value) as Record<string, number>
}

try {
  await answer()
  python.stdin.write(`${JSON.stringify({ make: folder, count: Number(values.pictures) })}\n`)
  await answer()
  const ratios: number[] = []
  for (let pair = 0; pair < Number(values.pairs); pair++) {
    const ours = await ourSeconds(folder)
    python.stdin.write(`${JSON.stringify({ read: folder })}\n`)
    const { seconds = NaN } = await answer()
    ratios.push(ours / seconds)
    console.log(`ours ${ours.toFixed(2)} s, DataLoader ${seconds.toFixed(2)} s, ratio ${(ours / seconds).toFixed(2)}`)
  }
  const median = ratios.toSorted((a, b) => a - b)[ratios.length >> 1]
  console.log(`${values.pictures} pictures, median ratio ${median?.toFixed(2) ?? '–'}`)
} finally {
  python.stdin.end()
  await rm(folder, { recursive: true, force: true })
}
