// The most memory that tensors take in one training step, above what rests between steps: tfjs as published, ours op by op,
// compiled and through XLA.
//
//     node bench/memory.js
//
// Each variant is a process of its own; TensorFlow's CPU allocator counts. Goes to bench/results/memory.csv.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { machine, writeCsv } from './record.js'
import { cases, nameOf } from './train-step/cases.js'

const here = (name) => fileURLToPath(new URL(`memory/${name}`, import.meta.url))
const names = { tfjs: 'tfjs as published', recomputed: 'phd compiled, wide parts recomputed' }
const rows = []
for (const [name, it] of Object.entries(cases)) {
  const variants = ['compiled', 'eager', ...(name === 'deeplab' ? [] : ['xla']), ...(name === 'convnext' ? ['recomputed', 'tfjs'] : [])]
  const measured = variants.map((variant) => {
    const ours = variant === 'recomputed' ? ['ours.js', `${it.model}-recomputed`, 'compiled'] : ['ours.js', it.model, variant]
    const script = variant === 'tfjs' ? ['published-convnext.js'] : ours
    const { peakBytes, versions } = JSON.parse(execFileSync(process.execPath, [here(script[0]), ...script.slice(1)], { encoding: 'utf8' }))
    process.stderr.write(`${nameOf(it)}  ${variant}  ${(peakBytes / 1e6).toFixed(0)} MB\n`)
    return { variant, peakBytes, versions }
  })
  const eager = measured.find(({ variant }) => variant === 'eager').peakBytes
  for (const { variant, peakBytes, versions } of measured) {
    rows.push({
      case: nameOf(it),
      variant: names[variant] ?? `phd ${variant}`,
      peak_mb: (peakBytes / 1e6).toFixed(0),
      ratio_to_eager: (peakBytes / eager).toFixed(2),
      machine: machine(),
      versions,
    })
  }
}
writeCsv('memory.csv', rows)
console.table(rows, ['case', 'variant', 'peak_mb', 'ratio_to_eager'])
