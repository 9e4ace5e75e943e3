import { Args } from '@oclif/core'
import { formatTable, PhdCommand } from '../../command/index.js'
import { bytesOf, described } from '../../data/describe.js'
import { countHere } from '../../data/verify.js'
import type { Dataset } from '../../kinds.js'

export default class DataList extends PhdCommand {
  static override summary = 'List the open data sets that can be fetched, with licence and size.'
  static override description = 'With the name of a set: where it comes from, how to cite it, and its files. Nothing is fetched.'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> radar/knmi-20100826']
  static override args = { name: Args.string({ description: 'Only this set, with its files.' }) }

  async run(): Promise<unknown> {
    const { name } = (await this.parse(DataList)).args
    const registry = this.registry()
    if (name) return this.one(name, await registry.get('dataset', name))
    const sets = []
    for (const { name, plugin } of await registry.list('dataset')) sets.push({ ...summaryOf(name, await registry.get('dataset', name)), plugin })
    if (sets.length === 0) this.log('No plugin provides a dataset.')
    else {
      const columns = [
        { key: 'name', label: 'name' },
        { key: 'of', label: 'here' },
        { key: 'megabytes', label: 'MB', digits: 1 },
        { key: 'licence', label: 'licence' },
        { key: 'about', label: 'what' },
      ]
      this.log(
        formatTable(
          columns,
          sets.map((set) => ({ ...set, of: `${set.here}/${set.files}`, megabytes: set.bytes / 1e6 })),
        ),
      )
      this.log('\nhere: files on this machine, and of how many. Fetch a set: phd data fetch NAME')
    }
    return { sets }
  }

  private one(name: string, set: Dataset): unknown {
    const { about, licence, attribution, cite } = set
    const files = Object.entries(set.files).map(([file, it]) => ({ file, ...it }))
    this.log(described(name, set))
    this.log('')
    const columns = [
      { key: 'file', label: 'file' },
      { key: 'bytes', label: 'bytes' },
      { key: 'url', label: 'origin' },
    ]
    this.log(formatTable(columns, files))
    return { ...summaryOf(name, set), about, licence, attribution, cite, files }
  }
}

function summaryOf(name: string, set: Dataset) {
  return { name, about: set.about, licence: set.licence, files: Object.keys(set.files).length, here: countHere(set), bytes: bytesOf(set) }
}
