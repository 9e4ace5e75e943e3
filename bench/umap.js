// UMAP beside umap-learn on the same vectors: time, and how true the picture is to the data.
//
//     node bench/umap.js [--rounds 3] [--sizes 3000,10000]
//
// Each fit in a process of its own, the variants in turn within a round, so that a busy machine is busy for all. umap-learn
// compiles its loops in the first fit of a process: `first` has that, `warm` is the second fit of the same process.
// Of more than 20,000 vectors there is one fit each, ours with the runtime and umap-learn's seeded. PHD_BENCH_UMAP_PYTHON takes
// the place of the Python environment of the bench.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { benchEnvironment } from './environment.js'
import { machine, median, writeCsv } from './record.js'
import { vectors } from './umap/data.js'

const here = (name) => fileURLToPath(new URL(name, import.meta.url))
const packages = readFileSync(here('umap-requirements.txt'), 'utf8').trim().split('\n')
const python = process.env.PHD_BENCH_UMAP_PYTHON ?? benchEnvironment(...packages)
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' }, sizes: { type: 'string', default: '3000,10000,50000' } } })

const folder = mkdtempSync(join(tmpdir(), 'bench-umap-'))
const rows = []
const sizes = values.sizes.split(',').map((n) => ({ n: Number(n), d: 200, rounds: Number(n) > 20_000 ? 1 : Number(values.rounds) }))
for (const { n, d, rounds: times } of sizes) {
  const file = join(folder, 'x.f32')
  writeFileSync(file, vectors(n, d))
  const places = (name) => join(folder, `${name}.f32`)
  const node = (device) => JSON.parse(run(process.execPath, [here('umap/ours.js'), file, n, d, places(device), device]))
  const peer = (how, fits) => JSON.parse(run(python, [here('umap/peer.py'), file, n, d, places(how), how, fits]))
  const found = { phd: [], plain: [], first: [], warm: [], parallelFirst: [], parallel: [] }
  const peaks = { phd: [], warm: [] }
  const [stages, load] = [[], []]
  for (let round = 0; round < times; round++) {
    process.stderr.write(`${n} x ${d}, round ${round + 1} of ${times} …\n`)
    load.push(loadavg()[0])
    const ours = node('cpu')
    const seeded = peer('seeded', n > 20_000 ? 1 : 2)
    stages.push(ours)
    peaks.phd.push(ours.peakMb)
    peaks.warm.push(seeded.peakMb)
    found.phd.push({ seconds: ours.fit, cpu: ours.cpu })
    found.first.push({ seconds: seeded.first, cpu: seeded.firstCpu })
    if (n > 20_000) continue
    found.warm.push({ seconds: seeded.warm, cpu: seeded.warmCpu })
    const parallel = peer('parallel', 2)
    found.parallelFirst.push({ seconds: parallel.first, cpu: parallel.firstCpu })
    found.parallel.push({ seconds: parallel.warm, cpu: parallel.warmCpu })
    const plain = node('plain')
    found.plain.push({ seconds: plain.fit, cpu: plain.cpu })
  }
  const judged = n > 20_000 ? ['cpu', 'seeded'] : ['cpu', 'plain', 'seeded', 'parallel']
  const trust = JSON.parse(run(python, [here('umap/trust.py'), file, n, d, 1000, ...judged.map(places)]))
  const trustOf = Object.fromEntries(judged.map((name, i) => [name, trust[i]]))
  const add = (variant, taken, picture, peakMb) => {
    if (taken.length === 0) return
    const middle = (key) => median(taken.map((it) => it[key])).toFixed(2)
    // Above 1: we take less. Round by round, since the load differs between rounds.
    const ratio = (key) => median(taken.map((it, round) => it[key] / found.phd[round][key])).toFixed(2)
    rows.push({
      case: `${n} x ${d}`,
      variant,
      seconds: middle('seconds'),
      ratio: ratio('seconds'),
      cpu_s: middle('cpu'),
      cpu_ratio: ratio('cpu'),
      trustworthiness: trustOf[picture].toFixed(4),
      peak_mb: peakMb ? Math.round(median(peakMb)) : '',
      n: taken.length,
      load: median(load).toFixed(1),
      machine: machine(),
      versions: `node ${process.versions.node}; ${packages.slice(0, 4).join('; ').replaceAll('==', ' ')}`,
    })
  }
  add('phd, tensor runtime on the CPU', found.phd, 'cpu', peaks.phd)
  add('phd, no runtime', found.plain, 'plain')
  add('umap-learn seeded, warm', found.warm, 'seeded', peaks.warm)
  add('umap-learn seeded, first fit', found.first, 'seeded', n > 20_000 ? peaks.warm : undefined)
  add('umap-learn all threads, warm', found.parallel, 'parallel')
  add('umap-learn all threads, first fit', found.parallelFirst, 'parallel')
  const stage = (key) => median(stages.map((it) => it[key])).toFixed(1)
  process.stderr.write(`neighbours ${stage('neighbours')} s, layout ${stage('layout')} s, searched in full ${stages[0].searchedInFull}\n`)
  writeCsv('umap.csv', rows)
}
rmSync(folder, { recursive: true })
console.table(rows, ['case', 'variant', 'seconds', 'ratio', 'cpu_s', 'cpu_ratio', 'trustworthiness', 'peak_mb', 'load'])

function run(command, args) {
  return execFileSync(command, args.map(String), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 24 })
}
