import { Args } from '@oclif/core'
import { PhdCommand, runsFlag } from '../../command/phd-command.js'
import { cell, commandLine, elapsed, flatten, significant, utcMinute } from '../../command/run-text.js'
import { formatTable } from '../../command/table.js'
import { isPhdError } from '../../errors.js'
import { listResults, readResult } from '../../results/index.js'
import { artefacts } from '../../run/artefacts.js'
import type { Run } from '../../run/record.js'

export default class RunsShow extends PhdCommand {
  static override summary = 'Show a run: parameters, versions, metrics, results and files.'
  static override examples = ['<%= config.bin %> <%= command.id %> latest', '<%= config.bin %> <%= command.id %> 4klq --json']
  static override args = { run: Args.string({ description: 'Id of the run, its beginning or end, or latest.', required: true }) }
  static override flags = { runs: runsFlag }

  async run() {
    const { args, flags } = await this.parse(RunsShow)
    const store = this.store(flags.runs)
    const run = store.open(args.run)
    const dir = store.dir(run.id)
    const metrics = store.metrics(run.id)
    const results = listResults(dir).map((name) => describeResult(dir, name))
    const files = artefacts(dir)
    if (!this.jsonEnabled()) {
      const parts = [
        facts(run, dir),
        parameters(run),
        metricsTable(metrics),
        list(
          'Results',
          results.map((it) => `${it.name}  ${it.error ?? `${it.shape}: ${it.title}`}`),
        ),
      ]
      parts.push(
        list(
          'Files',
          files.map(({ file, bytes }) => `${file}  ${size(bytes)}`),
        ),
      )
      this.log(parts.filter(Boolean).join('\n\n'))
    }
    return { ...run, dir, metrics, results, files }
  }
}

/** A result that cannot be read is named all the same. */
function describeResult(dir: string, name: string): { name: string; shape?: string; title?: string; error?: string } {
  try {
    const { shape, title } = readResult(dir, name)
    return { name, shape, title }
  } catch (error) {
    if (!isPhdError(error)) throw error
    return { name, error: error.code }
  }
}

function facts(run: Run, dir: string): string {
  const { commit, dirty } = run.code
  const rows: [string, string | undefined][] = [
    ['run', run.id],
    ['folder', dir],
    ['experiment', run.experiment],
    ['status', run.status === 'failed' && run.error ? `failed, ${run.error.code}: ${run.error.message}` : run.status],
    ['started', `${utcMinute(run.started)} UTC on ${run.host}`],
    ['took', [elapsed(run), run.resumed && `taken up again ${run.resumed === 1 ? 'once' : `${run.resumed} times`}`].filter(Boolean).join(', ')],
    ['seed', String(run.seed)],
    ['device', run.device],
    ['code', commit && `commit ${commit.slice(0, 12)}${dirty ? ', with changes kept in code.diff' : ''}`],
    [
      'versions',
      Object.entries(run.versions)
        .map((pair) => pair.join(' '))
        .join(', '),
    ],
    ['command', run.argv.length > 0 ? `phd ${commandLine(run.argv)}` : undefined],
  ]
  return rows
    .filter(([, value]) => value)
    .map(([name, value]) => `${name.padEnd(10)}  ${value}`)
    .join('\n')
}

function parameters(run: Run): string {
  const rows = Object.entries(flatten(run.params)).map(([name, value]) => ({ name, value: cell(value, 80) }))
  if (rows.length === 0) return ''
  return formatTable(
    [
      { key: 'name', label: 'parameter' },
      { key: 'value', label: 'value' },
    ],
    rows,
  )
}

/** The first and the last lines, so that a long run fits on a screen. */
function metricsTable(metrics: Record<string, number>[], ends = 5): string {
  if (metrics.length === 0) return ''
  const keys = [...new Set(metrics.flatMap(Object.keys))]
  const rows = metrics.map((line) => Object.fromEntries(keys.map((key) => [key, line[key] === undefined ? undefined : significant(line[key])])))
  const gap = Object.fromEntries(keys.map((key) => [key, '…']))
  const shown = rows.length <= 2 * ends + 1 ? rows : [...rows.slice(0, ends), gap, ...rows.slice(-ends)]
  return formatTable(
    keys.map((key) => ({ key, label: key })),
    shown,
  )
}

function list(title: string, lines: string[]): string {
  return lines.length === 0 ? '' : [title, ...lines.map((line) => `  ${line}`)].join('\n')
}

function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}
