// Where TensorFlow put the ops of a compiled step: node placement.js DEVICE SIZES VARIANT NET…   (SIZES as JSON, by net)
//
// An op without a kernel for the GPU runs on the CPU without a word, and is as slow as that. TensorFlow's executor logs each
// op with its device; a step is run with that log on. A row: {ops: {device: count}, floatsOnCpu: {op: count}}.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { answerItems } from './child.js'

const line = /Process node: \d+ step -?\d+ \{\{node \S+\}\} = (\w+)\[(.*)\]\(.*\) device: \S*device:(\w+:\d+)/g
/** What belongs on the host: moves to and from it, and constants. */
const movers = /^(_(Arg|Retval|Send|Recv|Host|Device)|NoOp|Const$|Identity|Placeholder)/
const floats = /\b(?:T|dtype|DstT|SrcT|Tparams)=DT_(FLOAT|BFLOAT16|HALF)\b/

/** From the log of one step. */
export function placements(log) {
  const ops = {}
  const floatsOnCpu = {}
  for (const [, op, attributes, device] of log.matchAll(line)) {
    if (movers.test(op)) continue
    ops[device] = (ops[device] ?? 0) + 1
    if (device.startsWith('CPU') && floats.test(attributes)) floatsOnCpu[op] = (floatsOnCpu[op] ?? 0) + 1
  }
  return { ops, floatsOnCpu }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [device, sizes, variant, ...names] = process.argv.slice(2)
  await answerItems(names, (net) => {
    const args = [fileURLToPath(new URL('losses.js', import.meta.url)), device, 'off', net, JSON.stringify(JSON.parse(sizes)[net]), '1', variant]
    // DEBUG keeps phd from turning TensorFlow's log away
    const env = { ...process.env, DEBUG: 'phd:log', TF_CPP_MIN_LOG_LEVEL: '0', TF_CPP_VMODULE: 'executor=2' }
    const { stdout, stderr, signal, error } = spawnSync(process.execPath, args, { env, encoding: 'utf8', maxBuffer: 2 ** 30 })
    if (error) throw error
    const row = stdout.split('\n').find((each) => each.startsWith('{"row"'))
    if (row === undefined) throw new Error(`the step ended with ${signal ?? 'an error'}`)
    const { failed } = JSON.parse(row).row
    if (failed) return { failed }
    const found = placements(stderr)
    return Object.keys(found.ops).length > 0 ? found : { failed: 'TensorFlow logged no op' }
  })
}
