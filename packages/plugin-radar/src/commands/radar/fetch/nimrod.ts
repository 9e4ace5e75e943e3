import { Flags } from '@oclif/core'
import { duration, PhdError, streamProgress } from '@phd/core'
import { formatTable, PhdCommand, stopSignal } from '@phd/core/command'
import type { NimrodFetch } from '../../../fetch/index.js'
import { cedaServer } from '../../../fetch/server.js'

export default class RadarFetchNimrod extends PhdCommand {
  static override summary = 'Fetch the UK 1 km NIMROD rain radar composite from the CEDA archive, one tar a day.'
  static override description = [
    'You need an account at CEDA with permission for the data set. User and password come from the environment, PHD_CEDA_USER and PHD_CEDA_PASSWORD, and are written nowhere.',
    'Interrupted at any moment, the same command goes on where it stopped. What was fetched stands in manifest.json. Four days that are damaged at the archive are left out; days that the server has not are named at the end.',
  ].join('\n\n')
  static override examples = [
    '<%= config.bin %> <%= command.id %> --from 2007-06-20 --to 2007-06-26 --out nimrod --dry-run',
    '<%= config.bin %> <%= command.id %> --from 2007-06-20 --to 2007-06-26 --out nimrod',
  ]
  static override flags = {
    from: Flags.string({ summary: 'First day, UTC.', helpValue: 'DAY', required: true }),
    to: Flags.string({ summary: 'Last day.', helpValue: 'DAY', required: true }),
    out: Flags.string({ summary: 'Folder of the tars.', helpValue: 'DIR', required: true }),
    server: Flags.string({ summary: 'Folder with one folder a year.', helpValue: 'URL', default: cedaServer }),
    secure: Flags.boolean({ summary: 'FTP over TLS (explicit); without it the password crosses the network readable.' }),
    parallel: Flags.integer({ summary: 'Connections at a time.', helpValue: 'N', default: 3, min: 1, max: 8 }),
    retries: Flags.integer({ summary: 'Failures in a row that are forgiven, with ever longer waits.', helpValue: 'N', default: 5, min: 0 }),
    timeout: Flags.integer({ summary: 'Seconds without a byte after which a connection counts as dead.', helpValue: 'S', default: 60, min: 1 }),
    blacklist: Flags.string({ summary: 'File of days or file names to leave out, one a line; may be repeated.', helpValue: 'FILE', multiple: true }),
    'dry-run': Flags.boolean({ summary: 'List what would be fetched; fetch nothing.' }),
  }

  async run(): Promise<unknown> {
    const { flags } = await this.parse(RadarFetchNimrod)
    const { daysBetween, fetchNimrod, manifestName, readBlacklist, serverOf, serverUrl } = await import('../../../fetch/index.js')
    daysBetween(flags.from, flags.to)
    const server = serverOf(flags.server)
    const blacklist = readBlacklist(flags.blacklist ?? [])
    const login = loginOfEnvironment()
    const started = Date.now()
    const bar = streamProgress(process.stderr, 'MB')
    const found = await fetchNimrod({
      ...{ from: flags.from, to: flags.to, out: flags.out, server, login, blacklist },
      ...{ secure: flags.secure, parallel: flags.parallel, retries: flags.retries, timeoutMs: flags.timeout * 1000, dryRun: flags['dry-run'] },
      signal: stopSignal(),
      log: (line) => bar.interrupt(() => process.stderr.write(`${line}\n`)),
      progress: (done, total, note) => bar.update(done / 1e6, total / 1e6, note),
    }).finally(bar.end)
    if (flags['dry-run']) {
      const columns = [
        { key: 'day', label: 'day' },
        { key: 'megabytes', label: 'MB', digits: 1 },
        { key: 'state', label: 'state' },
        { key: 'file', label: 'file' },
      ]
      const rows = found.files.map((file) => ({ ...file, megabytes: file.bytes / 1e6 }))
      this.log(formatTable(columns, rows))
      this.log('')
    }
    for (const line of told(found, (Date.now() - started) / 1000, flags['dry-run'])) this.log(line)
    return { server: serverUrl(server), out: flags.out, ...found, ...(flags['dry-run'] ? {} : { manifest: `${flags.out}/${manifestName}` }) }
  }
}

function loginOfEnvironment(): { user: string; password: string } {
  const { PHD_CEDA_USER: user, PHD_CEDA_PASSWORD: password } = process.env
  if (user && password && !/[\r\n]/.test(user + password)) return { user, password }
  const lacking = [user ? [] : 'PHD_CEDA_USER', password ? [] : 'PHD_CEDA_PASSWORD'].flat()
  throw new PhdError('RADAR_FETCH_CREDENTIALS', 'The server needs a user and a password.', {
    expected: 'PHD_CEDA_USER and PHD_CEDA_PASSWORD in the environment',
    received: lacking.length > 0 ? `no ${lacking.join(' and no ')}` : 'a line break in one of them',
    remedy: 'make an account (https://help.ceda.ac.uk/article/39-ceda-account), apply for the data set, then export both',
  })
}

function told({ files, missing, blacklisted }: NimrodFetch, seconds: number, dryRun: boolean): string[] {
  const of = (...states: string[]) => files.filter(({ state }) => states.includes(state))
  const megabytes = (some: { bytes: number }[]) => `${(some.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6).toFixed(1)} MB`
  const todo = of('absent', 'half')
  const news = of('fetched')
  return [
    dryRun
      ? `${files.length} tars, ${megabytes(files)}; to fetch: ${todo.length}, ${megabytes(todo)}.`
      : `${files.length} tars, ${megabytes(files)}; fetched: ${news.length}, ${megabytes(news)} in ${duration(seconds)}.`,
    ...(missing.length > 0 ? [`The server has no tar of ${spans(missing)}.`] : []),
    ...(blacklisted.length > 0 ? [`Left out by the blacklist: ${blacklisted.join(', ')}.`] : []),
  ]
}

/** At most ten days by name. */
function spans(days: string[]): string {
  return days.length <= 10 ? days.join(', ') : `${days.slice(0, 10).join(', ')} and ${days.length - 10} more days`
}
