import { Args } from '@oclif/core'
import { PhdCommand, runsFlag } from '../../command/phd-command.js'
import { cell, flatten, significant } from '../../command/run-text.js'
import { formatTable } from '../../command/table.js'
import { PhdError } from '../../errors.js'
import type { Run } from '../../run/record.js'

export default class RunsCompare extends PhdCommand {
  static override summary = 'Compare runs: what differs between them, and their last metrics side by side.'
  static override examples = ['<%= config.bin %> <%= command.id %> 4klq 9xw2']
  static override args = { runs: Args.string({ description: 'Two or more ids.', required: true }) }
  static override strict = false
  static override flags = { runs: runsFlag }

  async run() {
    const { argv, flags } = await this.parse(RunsCompare)
    const ids = argv as string[]
    const stray = ids.find((id) => id.startsWith('-'))
    if (ids.length < 2 || stray) {
      throw new PhdError('USAGE', stray ? `Nonexistent flag: ${stray}.` : 'One run cannot be compared.', {
        expected: 'two or more ids of runs',
        remedy: 'phd runs list',
        usage: true,
      })
    }
    const store = this.store(flags.runs)
    const runs = ids.map((id) => store.open(id))
    const differences = differing(runs.map((run) => ({ ...described(run), ...flatten(run.params) })))
    const metrics = sideBySide(runs.map((run) => store.lastMetrics(run.id) ?? {}))
    if (!this.jsonEnabled()) this.log(text(runs, differences, metrics))
    return { runs: runs.map((run) => run.id), differences, metrics }
  }
}

type Rows = Record<string, unknown[]>

function described({ experiment, status, seed, device, code, versions }: Run): Record<string, unknown> {
  return { experiment, status, seed, device, commit: code.commit?.slice(0, 12), ...flatten(versions, 'version') }
}

/** By name, the value of each run; null where a run has none. */
function sideBySide(columns: Record<string, unknown>[]): Rows {
  const names = [...new Set(columns.flatMap(Object.keys))]
  return Object.fromEntries(names.map((name) => [name, columns.map((column) => column[name] ?? null)]))
}

function differing(columns: Record<string, unknown>[]): Rows {
  const rows = Object.entries(sideBySide(columns))
  return Object.fromEntries(rows.filter(([, values]) => values.some((value) => JSON.stringify(value) !== JSON.stringify(values[0]))))
}

function text(runs: Run[], differences: Rows, metrics: Rows): string {
  const table = (label: string, rows: Rows, format: (value: unknown) => unknown) =>
    formatTable(
      [{ key: 'name', label }, ...runs.map((run, i) => ({ key: String(i), label: run.id }))],
      Object.entries(rows).map(([name, values]) => ({ name, ...values.map(format) })),
    )
  const number = (value: unknown) => (typeof value === 'number' ? significant(value) : undefined)
  return [
    Object.keys(differences).length > 0 ? table('differs', differences, (value) => cell(value ?? undefined)) : 'Nothing differs but the run itself.',
    Object.keys(metrics).length > 0 ? table('last metrics', metrics, number) : 'No metrics.',
  ].join('\n\n')
}
