// Section ops: each kernel on the device, eager, compiled and through XLA, against the CPU's result in the same process.
import { fileURLToPath } from 'node:url'
import { allCases } from '../cases/index.js'

const script = fileURLToPath(new URL('../ops.js', import.meta.url))
const limitMs = 300_000
const bf16Tolerance = 3e-2

const names = ({ quick }) => allCases(quick).map(({ name }) => name)
const onGpu = ({ device }) => device.startsWith('cuda')

export function opsWeight(options) {
  return names(options).length * (options.quick ? 0.2 : 0.7) * (onGpu(options) ? 4 : 1)
}

export async function runOps({ options, runItems, tick }) {
  const items = names(options)
  const weight = opsWeight(options) / items.length
  const run = (tf32, paths, share) =>
    runItems(items, {
      args: [script, options.device, tf32, options.quick ? 'on' : 'off', paths],
      limitMs,
      onRow: ({ item }) => tick(weight * share, `ops: ${item}`),
    })
  const exact = await run('off', options.bf16 ? 'eager,compiled,XLA,bf16' : 'eager,compiled,XLA', onGpu(options) ? 0.8 : 1)
  const rough = onGpu(options) ? await run('on', 'eager', 0.2) : []
  const rows = exact.map((row, i) => ({ ...row, ...judgeOp(row), tf32: rough[i] && (rough[i].errors ?? { failed: rough[i].failed }) }))
  return { rows, problems: rows.flatMap(({ item, problems }) => problems.map((problem) => `${item}: ${problem}`)) }
}

/** {problems} of a row of ops.js: what failed, and what is further from the reference than its tolerance. */
export function judgeOp({ failed, errors = {}, failures = {}, tolerance }) {
  const broken = Object.entries(failures).map(([path, reason]) => `${path} fails: ${reason}`)
  const far = Object.entries(errors).flatMap(([path, { error, output }]) => {
    const allowed = path === 'bf16' ? bf16Tolerance : tolerance
    // JSON has no infinity: null is a number that is none
    return error !== null && error <= allowed ? [] : [`${path} differs by ${error?.toExponential(1) ?? 'no number'} in ${output}, allowed ${allowed}`]
  })
  return { problems: [...(failed ? [failed] : []), ...broken, ...far] }
}
