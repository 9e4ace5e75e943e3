/** Python with TensorFlow, for tests only: env PHD_ORACLE_PYTHON, else `.oracle/bin/python` of the checkout. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

export const checkout = new URL('../../../', import.meta.url).pathname
export const python = process.env.PHD_ORACLE_PYTHON ?? join(checkout, '.oracle', 'bin', 'python')
export const noPython = existsSync(python) ? false : `needs ${python}`

/** Real pairs, where the folder of test data lies beside the checkout. */
export const realPairs = join(checkout, '..', 'shared', 'data', 'rain2water-hailcaesar')

export function runPython(script: string, ...args: string[]): string {
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', CUDA_VISIBLE_DEVICES: '-1' }
  return execFileSync(python, ['-c', script, ...args], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}
