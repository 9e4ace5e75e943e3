// How long the commands of a report take, each as a user runs it: a process of its own, from runs to files.
//
//     node bench/report.js [rounds]
//
// The runs are those of the tests of plugin-report (a training, its predictions, an analysis of posts): invented numbers in the
// shapes of real ones. Commands take turns. `start` is `phd report poster --help`. Goes to bench/results/report.csv.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { machine, median, writeCsv } from './record.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const rounds = Number(process.argv[2] ?? 5)
const folder = mkdtempSync(join(tmpdir(), 'phd-report-bench-'))
const runs = ['--run', 'train', '--run', 'pred', '--run', 'posts']
const commands = {
  start: ['report', 'poster', '--help'],
  poster: ['report', 'poster', ...runs],
  slides: ['report', 'slides', '--from', 'report'],
  paper: ['report', 'paper', '--from', 'report', '--venue', 'aaai-dc', '--draft'],
  site: ['report', 'site'],
  check: ['report', 'check', 'report'],
}

function timed(args) {
  const before = process.hrtime.bigint()
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'bin', 'phd.js'), ...args], { cwd: folder, encoding: 'utf8' })
  if (status !== 0 && args[1] !== 'check') throw new Error(`phd ${args.join(' ')} failed: ${stderr}`)
  return Number(process.hrtime.bigint() - before) / 1e9
}

try {
  spawnSync(process.execPath, [join(root, 'packages', 'plugin-report', 'test', 'fixtures', 'make-runs.js'), 'runs'], { cwd: folder })
  const seconds = Object.fromEntries(Object.keys(commands).map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) for (const [name, args] of Object.entries(commands)) seconds[name].push(timed(args))
  const rows = Object.entries(seconds).map(([command, values]) => ({
    command,
    median_s: median(values).toFixed(2),
    least_s: Math.min(...values).toFixed(2),
    most_s: Math.max(...values).toFixed(2),
    after_start_s: (median(values) - median(seconds.start)).toFixed(2),
    rounds,
    load: loadavg()[0].toFixed(1),
    machine: machine(),
    versions: `node ${process.versions.node}`,
  }))
  console.table(rows)
  writeCsv('report.csv', rows)
} finally {
  rmSync(folder, { recursive: true })
}
