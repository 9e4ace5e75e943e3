import { Flags } from '@oclif/core'
import { PhdCommand, runsFlag } from '../../command/phd-command.js'
import { elapsed, keyMetrics, utcMinute } from '../../command/run-text.js'
import { formatTable } from '../../command/table.js'
import { isPhdError } from '../../errors.js'
import type { Run, UnreadableRun } from '../../run/record.js'
import type { Store } from '../../run/store.js'

export default class RunsList extends PhdCommand {
  static override summary = 'List the recorded runs, oldest first.'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --status stopped']
  static override flags = {
    runs: runsFlag,
    experiment: Flags.string({ summary: 'Only runs of this experiment.', helpValue: 'NAME' }),
    status: Flags.string({ summary: 'Only runs of this status.', options: ['running', 'done', 'failed', 'stopped', 'unreadable'] }),
  }

  async run() {
    const { flags } = await this.parse(RunsList)
    const store = this.store(flags.runs)
    const runs = store
      .scan()
      .filter((run) => (!flags.status || run.status === flags.status) && (!flags.experiment || ('experiment' in run && run.experiment === flags.experiment)))
      .map((run) => (run.status === 'unreadable' ? run : { ...run, ...lastMetrics(store, run.id) }))
    if (!this.jsonEnabled()) this.log(runs.length > 0 ? formatTable(columns, runs.map(row)) : `No runs in ${store.root}.`)
    return { runs }
  }
}

/** A run whose metrics are damaged is listed all the same. */
function lastMetrics(store: Store, id: string): { metrics?: Record<string, number>; metricsError?: string } {
  try {
    return { metrics: store.lastMetrics(id) }
  } catch (error) {
    if (!isPhdError(error)) throw error
    return { metricsError: error.code }
  }
}

const columns = ['id', 'experiment', 'status', 'device', 'seed', 'started', 'took', 'metrics'].map((key) => ({
  key,
  label: key === 'started' ? 'started (UTC)' : key === 'metrics' ? 'last metrics' : key,
}))

function row(run: (Run & ReturnType<typeof lastMetrics>) | UnreadableRun): Record<string, unknown> {
  if (run.status === 'unreadable') return { id: run.id, status: run.status }
  const { id, experiment, status, device, seed } = run
  return {
    id,
    experiment,
    status,
    device,
    seed,
    started: utcMinute(run.started),
    took: elapsed(run),
    metrics: keyMetrics(run.metrics) || (run.metricsError ?? run.error?.code),
  }
}
