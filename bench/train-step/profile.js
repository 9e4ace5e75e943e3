// Which TensorFlow ops a compiled training step spends its time in, after Grappler: ours, or Keras' for comparison.
//
//     node bench/train-step/profile.js --case convnext [--variant 'keras tf.function'] [--steps 8] [--top 25]
//
// TensorFlow's executor logs the start and the end of each op by the microsecond; nothing is added to what runs. The ops run
// one after the other (one thread between ops, all cores within), so that no op's time holds another's; the log itself costs
// some 5 us an op. Medians over the steps, after the first three. Not for XLA: there a step is one op; not for eager either.
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { median } from '../record.js'
import { cases, variants } from './cases.js'
import { batchFolder, commandOf } from './command.js'

const { values } = parseArgs({
  options: {
    case: { type: 'string', default: 'small' },
    variant: { type: 'string', default: 'phd compiled' },
    steps: { type: 'string', default: '8' },
    top: { type: 'string', default: '25' },
  },
})
const profiled = Object.keys(variants).filter((name) => ['compiled', 'tf.function'].includes(variants[name].mode))
for (const [given, known] of [
  [values.case, Object.keys(cases)],
  [values.variant, profiled],
]) {
  if (!known.includes(given)) throw new Error(`expected one of: ${known.join(', ')}; received ${given}`)
}
const warmUp = 3

const of = cases[values.case]
const { milliseconds, log } = run(Number(values.steps) + warmUp)
const steps = opsByStep(log).slice(-Number(values.steps))
const sum = median(steps.map((ops) => ops.reduce((total, { ms }) => total + ms, 0)))
console.log(`${of.title}, ${values.variant}: ${steps[0].length} ops, together ${sum.toFixed(1)} ms; the step, logged, ${milliseconds.toFixed(1)} ms\n`)
print(summed(steps, ({ op }) => op))
print(summed(steps, ({ op, name, detail }) => `${op.padEnd(44)} ${name}${detail}`))

/** The contestant's log, and the median of its steps. */
function run(count) {
  const [command, args] = commandOf(of, batchFolder(of), values.variant)
  // DEBUG keeps phd from turning TensorFlow's log away
  const env = { ...process.env, DEBUG: 'phd:log', TF_CPP_MIN_LOG_LEVEL: '0', TF_CPP_VMODULE: 'executor=2', TF_NUM_INTEROP_THREADS: '1' }
  const { status, stdout, stderr } = spawnSync(command, args, { input: 'step\n'.repeat(count), env, encoding: 'utf8', maxBuffer: 2 ** 30 })
  if (status !== 0) throw new Error(`${values.variant} ended with ${status}: ${stderr.trim().split('\n').at(-1)}`)
  const answers = stdout
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line).milliseconds)
  return { log: stderr, milliseconds: median(answers.slice(warmUp)) }
}

/** For each step its ops with their milliseconds; what else ran in the process has fewer. */
function opsByStep(log) {
  const steps = new Map()
  const started = new Map()
  const line = /:(\d+\.\d+) +\d+ executor\.cc:\d+\] (Process node|\w+ kernel done): \d+ step (-?\d+) \{\{node (\S+)\}\} = (\w+)(.*)/g
  for (const [, seconds, event, step, name, op, rest] of log.matchAll(line)) {
    const key = `${step} ${name}`
    if (event === 'Process node') started.set(key, Number(seconds))
    else steps.set(step, [...(steps.get(step) ?? []), { name, ...described(op, rest), ms: 1000 * (Number(seconds) - started.get(key)) }])
  }
  const all = [...steps.values()]
  const most = Math.max(...all.map((ops) => ops.length))
  return all.filter((ops) => ops.length > most / 2)
}

/** What tells one op from another: what is fused, the type where it is not float32, shapes and dilations where they are written. */
function described(op, rest) {
  const [, fused = ''] = /fused_ops=\[([^\]]*)\]/.exec(rest) ?? []
  const [, type = 'FLOAT'] = /\bT=DT_(\w+)/.exec(rest) ?? []
  const [, shapes = ''] = /_input_shapes=\[(.*?)\], _kernel/.exec(rest) ?? []
  const [, dilations = ''] = /[[ ]dilations=(\[[^\]]*\])/.exec(rest) ?? []
  const plain = op.replace('_MklNative', '')
  return {
    op: [plain, fused.replaceAll('"', '').replaceAll(', ', '+'), type === 'FLOAT' ? '' : type.toLowerCase()].filter(Boolean).join(' '),
    detail: [shapes, /[2-9]/.test(dilations) ? `dilations ${dilations}` : ''].map((text) => (text ? `  ${text}` : '')).join(''),
  }
}

/** By key the calls of a step and the median of their summed milliseconds, longest first. */
function summed(steps, key) {
  const sums = steps.map((ops) => {
    const groups = new Map()
    for (const it of ops) groups.set(key(it), { calls: (groups.get(key(it))?.calls ?? 0) + 1, ms: (groups.get(key(it))?.ms ?? 0) + it.ms })
    return groups
  })
  return [...sums.at(-1)].map(([it, { calls }]) => ({ key: it, calls, ms: median(sums.map((of) => of.get(it)?.ms ?? 0)) })).sort((a, b) => b.ms - a.ms)
}

function print(rows) {
  const total = rows.reduce((sum, { ms }) => sum + ms, 0)
  let seen = 0
  for (const { key, calls, ms } of rows.slice(0, Number(values.top))) {
    seen += ms
    const shares = [ms, seen].map((value) => `${((100 * value) / total).toFixed(1)} %`.padStart(8)).join('')
    console.log(`${`${ms.toFixed(2)} ms`.padStart(12)}${shares}${String(calls).padStart(6)} x  ${key}`)
  }
  console.log()
}
