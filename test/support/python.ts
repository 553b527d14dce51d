/** A Python with ONNX Runtime or PyTorch, for the tests that run exported files there: not needed to build, run or test anything else. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const found = [
  process.env['MODELWRIGHT_PYTHON'],
  '.cache/python/bin/python',
  '.cache/python/Scripts/python.exe',
  process.env['MODELWRIGHT_BENCH_PYTHON'],
  '.cache/bench/python/bin/python',
].filter((path) => path !== undefined && existsSync(path))

/** The path of the first Python; undefined where there is none. */
export const python = found[0]

const finds = (modules: readonly string[]) =>
  `import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, ${JSON.stringify(modules)})))`

/** The path of the first Python that has all of some modules; undefined where there is none. */
export function pythonWith(...modules: readonly string[]): string | undefined {
  return found.find((path) => spawnSync(path!, ['-c', finds(modules)], { stdio: 'ignore' }).status === 0)
}
