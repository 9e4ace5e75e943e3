// Section pytorch: the same nets in PyTorch, where a Python has it. What fails here is no fault of ours, and a line.
import { fileURLToPath } from 'node:url'
import { nets, sizeOf } from '../nets.js'
import { findPyTorch, pytorchBatch } from '../pytorch.js'
import { pytorchVariantNames } from '../speed-variants.js'
import { measured, secondsOf } from './speed.js'

const script = fileURLToPath(new URL('../pytorch.py', import.meta.url))
const limitMs = 900_000
const weightOf = (options) => secondsOf(options) + (options.quick ? 4 : 15)

export function pytorchWeight(options) {
  return options.nets.length * pytorchVariantNames(options).length * weightOf(options)
}

export async function runPyTorch({ options, facts, env, temporary, runItems, tick }) {
  const { python, versions, reason } = findPyTorch(options.python, env)
  if (!python) {
    tick(pytorchWeight(options), 'pytorch: none')
    return { reason, rows: [], problems: options.python ? [`no PyTorch: ${reason}`] : [] }
  }
  const rows = []
  for (const net of options.nets) {
    const { file, batch } = pytorchBatch(net, nets[net].model, sizeOf(net, options), temporary, env)
    for (const name of pytorchVariantNames(options)) {
      const args = [script, facts.uuid ? 'cuda' : 'cpu', file, batch, String(secondsOf(options))]
      const where = facts.uuid ? { ...env, CUDA_VISIBLE_DEVICES: facts.uuid } : env
      rows.push({ net, ...(await measured([name], { command: python, args, env: where, limitMs }, { facts, runItems })) })
      tick(weightOf(options), `pytorch: ${net}, ${name}`)
    }
  }
  return { python, versions, rows, problems: [] }
}
