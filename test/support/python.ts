/** A Python with ONNX Runtime, for the tests that run exported files there: not needed to build, run or test anything else. */
import { existsSync } from 'node:fs'

/** Its path; undefined where there is none. */
export const python = [
  process.env['MODELWRIGHT_PYTHON'],
  '.cache/python/bin/python',
  '.cache/python/Scripts/python.exe',
].find((path) => path !== undefined && existsSync(path))
