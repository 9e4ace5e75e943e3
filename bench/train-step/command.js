// How a contestant is started: its command, and the folder with the batch that all read.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { benchEnvironment } from '../environment.js'
import { requirements, variants } from './cases.js'

const here = (name) => fileURLToPath(new URL(name, import.meta.url))

/** A new folder with inputs.npy and labels.npy; it goes when this process ends. */
export function batchFolder({ model }) {
  const folder = mkdtempSync(join(tmpdir(), 'phd-train-step-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  execFileSync(process.execPath, [here('write-batch.js'), model, folder], { stdio: 'inherit' })
  return folder
}

/** The program and its arguments; a Python environment that is missing is made. */
export function commandOf({ model, learningRate }, folder, variant) {
  const { framework, mode, precision } = variants[variant]
  const rest = [folder, String(learningRate), mode, ...(precision ? [precision] : [])]
  if (framework === 'phd') return [process.execPath, [here('ours.js'), model, ...rest]]
  return [benchEnvironment(...requirements[framework]), [here(`${framework}/step.py`), model.replaceAll('-', '_'), ...rest]]
}
