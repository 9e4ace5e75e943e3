// A Python environment for the peers of a bench, made once with exactly the packages named: .venv/bench-HASH.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The path of its python; $PHD_ORACLE_PYTHON takes its place where that is set. */
export function benchEnvironment(...packages) {
  if (process.env.PHD_ORACLE_PYTHON) return process.env.PHD_ORACLE_PYTHON
  const root = dirname(dirname(fileURLToPath(import.meta.url)))
  const name = createHash('sha256').update(packages.join(' ')).digest('hex').slice(0, 8)
  const folder = join(root, '.venv', `bench-${name}`)
  const python = join(folder, 'bin', 'python')
  const complete = join(folder, 'complete')
  if (existsSync(complete)) return python
  process.stderr.write(`Making a Python environment with ${packages.join(', ')} …\n`)
  rmSync(folder, { recursive: true, force: true })
  const run = (command, args) => execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  run('python3', ['-m', 'venv', folder])
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages])
  run('touch', [complete])
  return python
}
