// The command line of gpu-check, checked.
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { PhdError } from '@phd/core'
import { nets } from './nets.js'

export const sections = ['ops', 'losses', 'speed', 'pytorch']

export const usage = `Every kernel and step on a GPU against the CPU, and how fast.

  gpu-check [--device cuda:0] [--out gpu-check-results] [--sections ${sections.join()}] [--nets ${Object.keys(nets).join()}]
            [--quick] [--python PATH] [--json]

  --device    cuda:N; cpu rehearses every path without a GPU
  --out       the only folder that is written
  --sections  what to run
  --nets      which nets losses, speed and pytorch take
  --quick     small sizes, few steps
  --python    a Python that has PyTorch; without it python3 of the PATH is asked
  --json      print the JSON instead of the table

Ends with 1 where anything disagrees or fails, 2 where the command line is wrong.
`

const known = {
  device: { type: 'string', default: 'cuda:0' },
  out: { type: 'string', default: 'gpu-check-results' },
  sections: { type: 'string', default: sections.join() },
  nets: { type: 'string' },
  python: { type: 'string' },
  quick: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
}

/** GPU_CHECK_USAGE where an option is unknown or names nothing that there is. */
export function optionsOf(args) {
  let values
  try {
    values = parseArgs({ args, options: known }).values
  } catch (cause) {
    throw usageError(cause.message.split('. ')[0], cause)
  }
  const { device, out, quick, python, json, help } = values
  const inQuick = Object.keys(nets).filter((name) => nets[name].quick)
  return {
    ...{ device, quick, python, json, help },
    out: resolve(out),
    sections: some('--sections', values.sections, sections),
    nets: some('--nets', values.nets ?? (quick ? inQuick : Object.keys(nets)).join(), Object.keys(nets)),
  }
}

function some(option, given, all) {
  const names = given.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !all.includes(name))
  if (unknown !== undefined) throw usageError(`${option} ${unknown}`, undefined, `${option} with some of ${all.join(', ')}`)
  return all.filter((name) => names.includes(name))
}

function usageError(received, cause, expected) {
  return new PhdError('GPU_CHECK_USAGE', 'gpu-check does not understand its command line.', { expected, received, remedy: '--help', usage: true, cause })
}
