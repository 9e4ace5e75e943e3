import { Args, Flags } from '@oclif/core'
import { formatTable, PhdCommand } from '../../command/index.js'
import { countHere, type Verified, verifyDataset } from '../../data/verify.js'
import { PhdError } from '../../errors.js'

export default class DataVerify extends PhdCommand {
  static override summary = 'Read fetched data sets again and compare every file with its sha256.'
  static override description = 'Without names: all sets of which a file is here. Exits with 1 where a file is missing or changed. Fetches nothing.'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> radar/knmi-20100826 --in knmi']
  static override args = { names: Args.string({ description: 'Names of sets.' }) }
  static override strict = false
  static override flags = {
    in: Flags.string({ summary: 'The folder that was given to fetch as --out.', helpValue: 'DIR' }),
  }

  async run(): Promise<unknown> {
    const { argv, flags } = await this.parse(DataVerify)
    const asked = [...new Set(argv as string[])]
    const stray = asked.find((name) => name.startsWith('-'))
    if (stray) throw new PhdError('USAGE', `Nonexistent flag: ${stray}.`, { remedy: 'run the command with --help', usage: true })
    const registry = this.registry()
    const names = asked.length > 0 ? asked : (await registry.list('dataset')).map(({ name }) => name)
    const sets: { name: string; files: Verified[] }[] = []
    for (const name of names) {
      const set = await registry.get('dataset', name)
      if (asked.length > 0 || countHere(set, flags.in) > 0) sets.push({ name, files: await verifyDataset(set, flags.in) })
    }
    const rows = sets.map(({ name, files }) => ({ name, ...count(files) }))
    const wrong = sets.flatMap(({ files }) => files.filter(({ state }) => state !== 'ok'))
    if (rows.length === 0) this.log('No data set is here. Fetch one: phd data fetch NAME')
    else {
      const columns = ['name', 'files', 'ok', 'missing', 'changed'].map((key) => ({ key, label: key }))
      this.log(formatTable(columns, rows))
    }
    for (const { state, path } of wrong) this.log(`${state.padEnd(7)}  ${path}`)
    if (wrong.length > 0) {
      const [first] = rows.filter(({ ok, files }) => ok < files)
      this.log(`Fetch what is not right: phd data fetch ${first.name}${flags.in ? ` --out ${flags.in}` : ''}`)
      process.exitCode = 1
    }
    return { right: wrong.length === 0, sets }
  }
}

function count(files: Verified[]) {
  const of = (state: string) => files.filter((file) => file.state === state).length
  return { files: files.length, ok: of('ok'), missing: of('missing'), changed: of('changed') }
}
