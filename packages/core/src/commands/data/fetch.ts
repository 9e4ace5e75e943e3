import { Args, Flags } from '@oclif/core'
import { PhdCommand, stopSignal } from '../../command/index.js'
import { described, megabytes } from '../../data/describe.js'
import { type FetchedFile, fetchDataset } from '../../data/fetch.js'
import { PhdError } from '../../errors.js'
import { duration, streamProgress } from '../../progress/index.js'
import { datasetsHome } from '../../registry/dataset.js'

export default class DataFetch extends PhdCommand {
  static override summary = 'Fetch open data sets from where they were published, checked by sha256.'
  static override description = [
    'Says licence and citation before it begins. What is here already is checked, not fetched again; a half file goes on where it stopped.',
    "Without --out the files go where experiments look for them: $PHD_DATA, else datasets in phd's data folder. A proxy is used with NODE_USE_ENV_PROXY=1, from Node 24 on.",
  ].join('\n\n')
  static override examples = ['<%= config.bin %> <%= command.id %> radar/knmi-20100826 --out knmi']
  static override args = { names: Args.string({ description: 'Names of sets; phd data list shows them.', required: true }) }
  static override strict = false
  static override flags = {
    out: Flags.string({ summary: 'Put the files into this folder, under their own names.', helpValue: 'DIR' }),
    parallel: Flags.integer({ summary: 'Files at a time.', helpValue: 'N', default: 3, min: 1, max: 16 }),
    retries: Flags.integer({ summary: 'Failures in a row that are forgiven, with ever longer waits.', helpValue: 'N', default: 5, min: 0 }),
    timeout: Flags.integer({ summary: 'Seconds without a byte after which a connection counts as dead.', helpValue: 'S', default: 60, min: 1 }),
  }

  async run(): Promise<unknown> {
    const { argv, flags } = await this.parse(DataFetch)
    const names = [...new Set(argv as string[])]
    const stray = names.find((name) => name.startsWith('-'))
    if (stray) throw new PhdError('USAGE', `Nonexistent flag: ${stray}.`, { remedy: 'run the command with --help', usage: true })
    const registry = this.registry()
    const sets = await Promise.all(names.map(async (name) => ({ name, set: await registry.get('dataset', name) })))
    const signal = stopSignal()
    const fetched: { name: string; files: FetchedFile[] }[] = []
    for (const { name, set } of sets) {
      this.say(described(name, set))
      const started = Date.now()
      const bar = streamProgress(process.stderr, 'MB')
      const files = await fetchDataset(name, set, {
        out: flags.out,
        parallel: flags.parallel,
        retries: flags.retries,
        timeoutMs: flags.timeout * 1000,
        signal,
        log: (line) => bar.interrupt(() => process.stderr.write(`${line}\n`)),
        progress: (done, total, note) => bar.update(done / 1e6, total / 1e6, note),
      }).finally(bar.end)
      const news = files.filter((file) => file.fetched)
      const where = flags.out ?? datasetsHome()
      const bytes = news.reduce((sum, file) => sum + file.bytes, 0)
      this.say(
        news.length === 0
          ? `All ${files.length} are here and right: ${where}`
          : `Fetched ${news.length} of ${files.length}, ${megabytes(bytes)} in ${duration((Date.now() - started) / 1000)}; all are right: ${where}`,
      )
      fetched.push({ name, files })
    }
    return { out: flags.out ?? datasetsHome(), sets: fetched.map((one, i) => ({ ...one, licence: sets[i].set.licence, cite: sets[i].set.cite })) }
  }

  /** A line for people: with --json on stderr. */
  private say(text: string): void {
    if (this.jsonEnabled()) process.stderr.write(`${text}\n`)
    else this.log(text)
  }
}
