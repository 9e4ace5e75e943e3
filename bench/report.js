// How long the commands of a report take, each as a user runs it: a process of its own, from runs to files.
//
//     node bench/report.js [rounds] [folder of runs of the quickstart]
//
// The runs are those of the tests of plugin-report (a training, its predictions, an analysis of posts: invented numbers in the
// shapes of real ones) and, where its folder is named (quickstart/runs), those of the quickstart. Commands take turns. `start` is `phd report poster --help`.
// Goes to bench/results/report.csv.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { machine, median, writeCsv } from './record.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const rounds = Number(process.argv[2] ?? 5)
const folder = mkdtempSync(join(tmpdir(), 'phd-report-bench-'))
const sets = { invented: ['train', 'pred', 'posts'], ...(process.argv[3] ? { quickstart: readdirSync(process.argv[3]) } : {}) }
const commandsOf = (ids) => ({
  start: ['report', 'poster', '--help'],
  poster: ['report', 'poster', ...ids.flatMap((id) => ['--run', id])],
  slides: ['report', 'slides', '--from', 'report'],
  paper: ['report', 'paper', '--from', 'report', '--venue', 'aaai-dc', '--draft'],
  site: ['report', 'site'],
  check: ['report', 'check', 'report'],
})

function timed(args, cwd) {
  const before = process.hrtime.bigint()
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'bin', 'phd.js'), ...args], { cwd, encoding: 'utf8' })
  if (status !== 0 && args[1] !== 'check') throw new Error(`phd ${args.join(' ')} failed: ${stderr}`)
  return Number(process.hrtime.bigint() - before) / 1e9
}

try {
  const rows = Object.entries(sets).flatMap(([runs, ids]) => {
    const cwd = join(folder, runs)
    mkdirSync(cwd)
    if (runs === 'invented') spawnSync(process.execPath, [join(root, 'packages', 'plugin-report', 'test', 'fixtures', 'make-runs.js'), 'runs'], { cwd })
    else cpSync(process.argv[3], join(cwd, 'runs'), { recursive: true })
    const commands = commandsOf(ids)
    const seconds = Object.fromEntries(Object.keys(commands).map((name) => [name, []]))
    for (let round = 0; round < rounds; round++) {
      rmSync(join(cwd, 'report'), { recursive: true, force: true })
      for (const [name, args] of Object.entries(commands)) seconds[name].push(timed(args, cwd))
    }
    return Object.entries(seconds).map(([command, values]) => ({
      runs,
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
  })
  console.table(rows)
  writeCsv('report.csv', rows)
} finally {
  rmSync(folder, { recursive: true })
}
