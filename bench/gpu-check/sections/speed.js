// Section speed: images a second of each way to take a step, one process each, and how busy the GPU is meanwhile.
import { fileURLToPath } from 'node:url'
import { sizeOf } from '../nets.js'
import { speedVariantNames, speedVariants } from '../speed-variants.js'
import { sampleUsage } from '../usage.js'

const script = fileURLToPath(new URL('../speed.js', import.meta.url))
const limitMs = 900_000
const outOfMemory = /RESOURCE_EXHAUSTED|out of memory|OOM/i

export const secondsOf = ({ quick }) => (quick ? 1 : 5)
const weightOf = (options) => secondsOf(options) + (options.quick ? 1 : 6)

export function speedWeight(options) {
  return options.nets.length * speedVariantNames(options).length * weightOf(options)
}

export async function runSpeed({ options, facts, runItems, tick }) {
  const rows = []
  for (const net of options.nets) {
    for (const name of speedVariantNames(options)) {
      const args = [script, options.device, net, JSON.stringify(sizeOf(net, options)), String(secondsOf(options))]
      const row = await measured([name], { args, limitMs }, { facts, runItems })
      const tooLarge = (speedVariants[name].copies ?? 1) > 1 && outOfMemory.test(row.failed ?? '')
      rows.push({ net, ...row, ...(tooLarge ? { failed: undefined, skipped: 'does not fit into the memory of this GPU' } : {}) })
      tick(weightOf(options), `speed: ${net}, ${name}`)
    }
  }
  return { rows, problems: rows.filter(({ failed }) => failed).map(({ net, item, failed }) => `${net}, ${item}: fails: ${failed}`) }
}

/** The row of one item, with {usage} of the GPU between the marks that the child sets. */
export async function measured(items, how, { facts, runItems }) {
  const usage = facts.uuid ? sampleUsage(facts.uuid) : undefined
  let from = Number.POSITIVE_INFINITY
  let to = Number.POSITIVE_INFINITY
  const onMark = ({ measuring }) => {
    if (measuring) from = performance.now()
    else to = performance.now()
  }
  try {
    const [row] = await runItems(items, { ...how, onMark })
    return usage ? { ...row, usage: usage.between(from, to) } : row
  } finally {
    usage?.end()
  }
}
