// Section losses: the same training eager, compiled, through XLA and with bfloat16; and where TensorFlow put its ops.
import { fileURLToPath } from 'node:url'
import { compareLosses } from '../compare.js'
import { lossMoved, lossReference, lossVariants } from '../loss-variants.js'
import { nets, sizeOf } from '../nets.js'

const here = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url))
const limitMs = 900_000

/** What is asked of a function for the CPU, the reference of everything here, is that it runs there. */
const placedVariants = ['compiled', 'compiled, on the CPU']

const stepsOf = ({ quick }) => (quick ? 5 : 20)
const onGpu = ({ device }) => device.startsWith('cuda')

/** The CPU is another device only beside a GPU; TensorFloat-32 wants a process of its own. */
function variantsOf(options, tf32) {
  return Object.keys(lossVariants).filter((name) => {
    const it = lossVariants[name]
    return (it.tf32 ?? false) === tf32 && (onGpu(options) || !(it.otherDevice || it.tf32)) && (options.bf16 || it.options?.precision !== 'bf16')
  })
}

const weightOf = (net, { quick, ...options }) => (quick ? 1 : nets[net].seconds) * (onGpu(options) ? 2 : 1)

export function lossesWeight(options) {
  return options.nets.reduce((sum, net) => sum + weightOf(net, options) + 1, 0)
}

export async function runLosses({ options, runItems, tick }) {
  const sizes = Object.fromEntries(options.nets.map((net) => [net, sizeOf(net, options)]))
  const placement = []
  for (const variant of placedVariants) {
    const args = [here('placement.js'), options.device, JSON.stringify(sizes), variant]
    const onRow = ({ item }) => tick(1 / placedVariants.length, `placement: ${item}, ${variant}`)
    for (const row of await runItems(options.nets, { args, limitMs, onRow })) placement.push({ net: row.item, ...row, item: variant })
  }
  const rows = []
  for (const net of options.nets) {
    const trained = []
    for (const tf32 of [false, true]) {
      const items = variantsOf(options, tf32)
      const args = [here('losses.js'), options.device, tf32 ? 'on' : 'off', net, JSON.stringify(sizes[net]), String(stepsOf(options))]
      const onRow = ({ item }) => tick(weightOf(net, options) / variantsOf(options, false).length, `losses: ${net}, ${item}`)
      trained.push(...(await runItems(items, { args, limitMs, onRow: tf32 ? undefined : onRow })))
    }
    rows.push(...judgeLosses(trained).map((row) => ({ net, ...row })))
  }
  const placed = placement.map((row) => ({ ...row, problems: judgePlacement(row, options) }))
  const of = (all, name) => all.flatMap((row) => row.problems.map((problem) => `${name(row)}: ${problem}`))
  return {
    rows,
    placement: placed,
    problems: [...of(placed, ({ net, item }) => `placement, ${net}, ${item}`), ...of(rows, ({ net, item }) => `${net}, ${item}`)],
  }
}

/** Rows of losses.js with {agrees, error, allowed, step} of each variant beside the reference, and {problems}. */
export function judgeLosses(rows) {
  const lossesOf = (name) => rows.find(({ item }) => item === name)?.losses
  const reference = lossesOf(lossReference)
  return rows.map((row) => {
    if (row.failed) return { ...row, problems: [`fails: ${row.failed}`] }
    const bad = row.losses.findIndex((loss) => typeof loss !== 'number')
    if (bad >= 0) return { ...row, problems: [`the loss of step ${bad + 1} is ${row.losses[bad]}`] }
    const { tolerance } = lossVariants[row.item]
    if (tolerance === undefined) return { ...row, problems: [] }
    if (!reference) return { ...row, problems: [`nothing to compare with: ${lossReference} failed`] }
    const compared = compareLosses(row.losses, reference, lossesOf(lossMoved), tolerance)
    const far = `differs by ${compared.error.toExponential(1)} at step ${compared.step}, allowed ${compared.allowed.toExponential(1)}`
    return { ...row, ...compared, problems: compared.agrees ? [] : [far] }
  })
}

/** On a GPU no op that computes with floats may be on the CPU, and the other way round. */
export function judgePlacement({ item, failed, ops = {}, floatsOnCpu = {} }, options) {
  if (failed) return [`fails: ${failed}`]
  if (!onGpu(options)) return []
  const onGpus = Object.entries(ops).filter(([device]) => device.startsWith('GPU'))
  if (lossVariants[item].otherDevice) return onGpus.map(([device, count]) => `${count} ops on ${device}`)
  const strays = Object.entries(floatsOnCpu).map(([op, count]) => `${count} ${op}`)
  return [...(onGpus.length === 0 ? ['no op on the GPU'] : []), ...(strays.length > 0 ? [`on the CPU: ${strays.join(', ')}`] : [])]
}
