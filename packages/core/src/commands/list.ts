import { Args } from '@oclif/core'
import { closest } from '../command/closest.js'
import { PhdCommand } from '../command/phd-command.js'
import { formatTable } from '../command/table.js'
import { formatError, PhdError } from '../errors.js'

/** Names and owners only: no item is loaded. */
export default class List extends PhdCommand {
  static override summary = 'List what the plugins provide: experiments, datasets, figures and kinds of their own.'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> experiment']
  static override args = { kind: Args.string({ description: 'Only things of this kind.' }) }

  async run() {
    const { kind } = (await this.parse(List)).args
    const registry = this.registry()
    const all = await registry.list()
    const kinds = [...new Set(['dataset', 'experiment', 'figure', ...all.map((item) => item.kind)])].sort()
    if (kind && !kinds.includes(kind)) {
      const meant = closest(kind, kinds)
      throw new PhdError('UNKNOWN_KIND', `There is no kind "${kind}".`, {
        expected: `one of: ${kinds.join(', ')}`,
        received: kind,
        remedy: meant ? `phd list ${meant}` : 'phd list',
        usage: true,
      })
    }
    const items = all.filter((item) => !kind || item.kind === kind)
    const broken = await registry.broken()
    for (const { error } of broken) process.stderr.write(`${formatError(error)}\n`)
    if (!this.jsonEnabled()) {
      const columns = ['kind', 'name', 'plugin'].map((key) => ({ key, label: key }))
      this.log(
        items.length > 0 ? formatTable(columns, items as unknown as Record<string, unknown>[]) : `No plugin provides ${kind ? `a ${kind}` : 'anything'}.`,
      )
    }
    return { items, broken: broken.map(({ plugin, error }) => ({ plugin, code: error.code, message: error.message })) }
  }
}
