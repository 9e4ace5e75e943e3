/**
 * Results on disk: `results/NAME.json`, and `results/NAME.f32` where the shape has `data`.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PhdError } from '../errors.js'
import { writeAtomic } from '../run/files.js'
import { checkResult } from './check.js'
import type { Curves, Result, Shapes } from './shapes.js'

/** Write a result of a run folder. Refused, with RESULT_INVALID, where it does not have the shape it names. */
export function writeResult(runDir: string, name: string, result: Result): void {
  checkResult(name, result)
  const dir = join(runDir, 'results')
  mkdirSync(dir, { recursive: true })
  const { data, ...plain } = result as Result & { data?: Float32Array }
  if (data) writeAtomic(join(dir, `${name}.f32`), new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  writeAtomic(join(dir, `${name}.json`), `${JSON.stringify(plain, null, 1)}\n`)
}

/** The names of a run's results, in order of name. */
export function listResults(runDir: string): string[] {
  const dir = join(runDir, 'results')
  if (!existsSync(dir)) return []
  return readdirSync(dir)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -5))
    .sort()
}

/** Read a result; with `shape`, only one of that shape will do. RESULT_MISSING, RESULT_SHAPE, RESULT_CORRUPT. */
export function readResult<S extends keyof Shapes>(runDir: string, name: string, shape?: S): Shapes[S] {
  const file = join(runDir, 'results', `${name}.json`)
  if (!existsSync(file)) {
    throw new PhdError('RESULT_MISSING', `The run in ${runDir} has no result "${name}".`, {
      expected: `one of: ${listResults(runDir).join(', ') || '(the run wrote none)'}`,
      received: name,
    })
  }
  const result = parse(file)
  if (shape && result.shape !== shape) {
    throw new PhdError('RESULT_SHAPE', `Result "${name}" has another shape.`, { expected: shape, received: result.shape })
  }
  const binary = join(runDir, 'results', `${name}.f32`)
  const whole = existsSync(binary) ? { ...result, data: readFloats(binary) } : result
  try {
    checkResult(name, whole)
  } catch (cause) {
    throw corrupt(file, (cause as Error).message, cause)
  }
  return (whole.shape === 'curves' ? withGaps(whole) : whole) as Shapes[S]
}

function parse(file: string): Result {
  let result: unknown
  try {
    result = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw corrupt(file, 'no JSON', cause)
  }
  if (typeof result !== 'object' || result === null) throw corrupt(file, 'JSON that is no object')
  return result as Result
}

function readFloats(file: string): Float32Array {
  const bytes = new Uint8Array(readFileSync(file))
  if (bytes.length % 4 !== 0) throw corrupt(file, `${bytes.length} bytes, which is no number of float32`)
  return new Float32Array(bytes.buffer)
}

/** NaN was written as null. */
function withGaps(curves: Curves): Curves {
  const gaps = (values?: (number | null)[]) => values?.map((value) => value ?? Number.NaN)
  const series = curves.series.map((it) => ({ ...it, y: gaps(it.y) ?? [], ...(it.low && { low: gaps(it.low), high: gaps(it.high) }) }))
  return { ...curves, series }
}

function corrupt(file: string, received: string, cause?: unknown): PhdError {
  return new PhdError('RESULT_CORRUPT', `The result ${file} cannot be read.`, {
    expected: 'a result as phd writes it',
    received,
    remedy: 'run the experiment again, or put back a copy of the file',
    cause,
  })
}
