// Cell updates a second of the shallow-water solver: vectors, the plain loop, and threads, in turns.
//
//     node bench/solver.js [--rounds 15] [--case 200x200] [--tensor]
//
// All cells of the grid count, wet or dry, as they do for HAIL-CAESAR's 26 M/s a core. By wall clock; and by processor time of
// a thread, which other work on the machine disturbs less. Goes to bench/results/solver.csv. --tensor adds TensorFlow with XLA.
import { parseArgs } from 'node:util'
import { createParallelSolver, createSolver } from '@phd/plugin-radar'
import { machine, median, percentile, writeCsv } from './record.js'
import { cases } from './solver/cases.js'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '15' }, case: { type: 'string', default: '' }, tensor: { type: 'boolean', default: false } },
})
const rounds = Number(values.rounds)

const contestants = [
  { variant: 'simd', threads: 1, open: (options, state) => createSolver(options, state) },
  { variant: 'plain', threads: 1, open: (options, state) => createSolver({ ...options, kernel: 'plain' }, state) },
  { variant: 'simd', threads: 2, open: (options, state) => createParallelSolver(options, 2, state) },
]
if (values.tensor) {
  const { openTensorFlow } = await import('@phd/core/tensor')
  const { createTensorSolver } = await import('@phd/plugin-radar')
  await openTensorFlow('cpu')
  contestants.push({ variant: 'tensor xla', threads: 2, open: (options, state) => createTensorSolver(options, state) })
}

const rows = []
for (const it of cases().filter(({ name }) => name.includes(values.case))) {
  const cells = it.options.rows * it.options.columns
  const warm = createSolver(it.options)
  for (let minute = 0; minute < it.before; minute += 5) warm.advance(300, it.rain(minute))
  const state = warm.state()
  const rain = it.rain(it.before)
  const wet = warm.depthMetres().reduce((sum, h) => sum + (h > 1e-5 ? 1 : 0), 0) / cells
  const solvers = await Promise.all(
    contestants.map(async (contestant) => ({ ...contestant, solver: await contestant.open(it.options, state), wall: [], cpu: [] })),
  )
  for (let round = -2; round < rounds; round++) {
    for (const { solver, threads, wall, cpu } of solvers) {
      const before = { steps: solver.steps, cpu: process.cpuUsage(), wall: process.hrtime.bigint() }
      await solver.advance(it.turn * 60, rain)
      const { user, system } = process.cpuUsage(before.cpu)
      const updates = (solver.steps - before.steps) * cells
      if (round < 0) continue // machine code is still being made
      wall.push(updates / (Number(process.hrtime.bigint() - before.wall) / 1e9))
      cpu.push(updates / ((user + system) / 1e6 / threads))
    }
  }
  for (const { variant, threads, solver, wall, cpu } of solvers) {
    rows.push({
      case: it.name,
      variant,
      threads,
      cell_updates_per_s: median(wall).toPrecision(4),
      p10: percentile(wall, 0.1).toPrecision(4),
      per_cpu_second_of_a_thread: median(cpu).toPrecision(4),
      n: rounds,
      wet_share: wet.toFixed(3),
      machine: machine(),
      versions: `node ${process.versions.node}; v8 ${process.versions.v8}`,
    })
    await solver.close?.()
  }
  writeCsv('solver.csv', rows)
  console.table(rows.slice(-solvers.length), ['case', 'variant', 'threads', 'cell_updates_per_s', 'p10', 'per_cpu_second_of_a_thread'])
}
