import { Flags } from '@oclif/core'
import { duration, streamProgress } from '@phd/core'
import { deviceFlag, formatTable, PhdCommand, stopSignal } from '@phd/core/command'
import type { ProgressNow, SimulateReport } from '../../simulate/index.js'

export default class RadarSimulate extends PhdCommand {
  static override summary = 'Simulate the water that rain leaves on terrain.'
  static override description = `Rain and terrain may lie on different grids. The store holds the depth of water at the end of every --output-minutes, and
what --outputs adds; the water's account is in its manifest and in mass_balance.csv inside it.
Stopped or killed, the same command goes on at its last checkpoint.`
  static override examples = [
    '<%= config.bin %> radar simulate --rain rain.zarr --terrain terrain.zarr --out water.zarr',
    '<%= config.bin %> radar simulate --rain rain.zarr --terrain dem.asc --out water.zarr --drain-minutes 120 --outputs maximum,arrival',
    '<%= config.bin %> radar simulate --rain rain.zarr --terrain dem.tif --out water.zarr --infiltration green-ampt:6.5,166.8,0.3',
    '<%= config.bin %> radar simulate --rain rain.zarr --terrain gtopo30.tif --cell-metres 1000 --out water.zarr',
    '<%= config.bin %> radar simulate --rain rain.zarr --terrain terrain.zarr --out water.zarr --device cuda:0',
    '<%= config.bin %> radar simulate --params boscastle.params --out water.zarr',
  ]
  static override flags = {
    rain: Flags.string({ summary: 'Zarr store of rain, or radar files.', helpValue: 'ZARR|FILE', multiple: true }),
    terrain: Flags.string({
      summary: 'Zarr store with an elevation, or a terrain file; square cells in metres, or any with --cell-metres.',
      helpValue: 'ZARR|FILE',
    }),
    'cell-metres': Flags.string({ summary: 'Put the terrain onto squares of this size over the extent of the rain.', helpValue: 'N' }),
    params: Flags.string({ summary: "HAIL-CAESAR's parameter file, in place of rain and terrain.", helpValue: 'FILE' }),
    out: Flags.string({ summary: 'Zarr store to write.', helpValue: 'ZARR', required: true }),
    from: Flags.string({ summary: 'Start here, UTC; default with the rain. With --params: when its minute 0 was.', helpValue: 'TIME' }),
    to: Flags.string({ summary: 'Take rain to here, UTC; default all.', helpValue: 'TIME' }),
    until: Flags.string({ summary: 'End here, UTC, in dry weather after the rain.', helpValue: 'TIME' }),
    'drain-minutes': Flags.string({ summary: 'Dry weather after the last rain.', helpValue: 'N' }),
    'output-minutes': Flags.string({ summary: 'Write the water as often; default 5, or what --params says.', helpValue: 'N' }),
    outputs: Flags.string({ summary: 'More than depth: velocity, maximum, arrival, hazard.', helpValue: 'NAME,NAME' }),
    'arrival-depth': Flags.string({ summary: 'Water that counts as arrived, metres; default 0.1.', helpValue: 'N' }),
    'missing-rain': Flags.string({
      summary: 'Where the radar did not see: an error (default), dry, or the last rate.',
      options: ['fail', 'zero', 'previous'],
    }),
    holes: Flags.string({ summary: 'Missing heights inside the terrain: an error (default), or walls.', options: ['fail', 'wall'] }),
    'rain-mode': Flags.string({
      summary: 'All rain runs off (default), or what a TOPMODEL store a rain cell lets out.',
      options: ['direct', 'topmodel'],
    }),
    'topmodel-m': Flags.string({ summary: "TOPMODEL's recession parameter, metres; default 0.005.", helpValue: 'N' }),
    infiltration: Flags.string({
      summary: 'What the soil takes: none (default), constant:MM_PER_HOUR, green-ampt:K,PSI,DTHETA.',
      helpValue: 'MODEL',
    }),
    evaporation: Flags.string({ summary: 'From standing water, mm/h; default 0.', helpValue: 'N' }),
    manning: Flags.string({ summary: "Manning's n, or a raster of it on the terrain's grid; default 0.04.", helpValue: 'N|FILE' }),
    courant: Flags.string({ summary: 'Share of the time step that the wave allows; default 0.7.', helpValue: 'N' }),
    theta: Flags.string({ summary: 'Weight of a face against its neighbours (de Almeida 2012); default 0.9.', helpValue: 'N' }),
    froude: Flags.string({ summary: 'Bound of the Froude number; default 0.8.', helpValue: 'N' }),
    edge: Flags.string({ summary: 'Whether water leaves over the edge (default open).', options: ['open', 'closed'] }),
    'edge-slope': Flags.string({ summary: 'Slope of the bed outside an open edge; default 0.005.', helpValue: 'N' }),
    'edge-sides': Flags.string({ summary: 'Sides that are open; default all.', helpValue: 'SIDE,SIDE' }),
    'initial-depth': Flags.string({ summary: "Water at the start, metres: a raster on the terrain's grid.", helpValue: 'FILE' }),
    compat: Flags.string({ summary: "Another program's model in place of ours, to compare with.", options: ['hail-caesar'] }),
    'compat-runoff': Flags.string({
      summary: 'HAIL-CAESAR: a store in each cell (default), or one a rain cell that feeds its input points.',
      options: ['cells', 'zones'],
      dependsOn: ['compat'],
    }),
    'mass-tolerance': Flags.string({ summary: 'Stop where more of the water is unaccounted for; default 0.001.', helpValue: 'SHARE' }),
    device: Flags.string({
      summary: 'Where to compute: cpu (default), a GPU, or auto: a GPU where there is one, and says so.',
      helpValue: deviceFlag.helpValue,
    }),
    solver: Flags.string({
      summary: 'wasm: float64 on threads of the CPU (its default); tensor: float32 on TensorFlow (default on a GPU).',
      options: ['wasm', 'tensor'],
    }),
    threads: Flags.integer({
      summary: 'Threads of the solver wasm; the answer is the same. Default: one a processor, fewer on small grids.',
      helpValue: 'N',
      min: 1,
    }),
    'checkpoint-minutes': Flags.string({ summary: 'Wall time between checkpoints, default 10; 0 is at every output.', helpValue: 'N' }),
    force: Flags.boolean({ summary: 'Replace the store in --out.' }),
    restart: Flags.boolean({ summary: 'Throw an unfinished run away.' }),
  }

  async run(): Promise<unknown> {
    const { flags } = await this.parse(RadarSimulate)
    const { registeredReaders } = await import('../../readers/index.js')
    const { parseFlags } = await import('../../simulate/parse-flags.js')
    const { simulate } = await import('../../simulate/index.js')
    const started = Date.now()
    const progress = streamProgress(process.stderr, 'min')
    const log = (line: string) => progress.interrupt(() => this.tell(line))
    const note = progressNote(started)
    const report = await simulate({
      ...parseFlags(flags, await registeredReaders(this.registry())),
      signal: stopSignal(),
      log,
      progress: (now) => progress.update(now.minutes, now.totalMinutes, note(now)),
    }).finally(progress.end)
    const seconds = (Date.now() - started) / 1000
    this.log(accountTable(report))
    this.log(`\n${report.out}: ${report.frames} depths of ${report.rows} x ${report.columns} cells, ${report.steps} steps, in ${duration(seconds)}.`)
    return { ...report, seconds }
  }
}

/** `10:35Z  720x real time  350 steps/s  dt 2.1 s  deepest 0.52 m`. */
function progressNote(started: number): (now: ProgressNow) => string {
  let first: { minutes: number; steps: number } | undefined
  return (now) => {
    first ??= { minutes: now.minutes, steps: now.steps }
    const wall = Math.max((Date.now() - started) / 1000, 1e-3)
    const times = ((now.minutes - first.minutes) * 60) / wall
    const rate = (now.steps - first.steps) / wall
    const clock = new Date(now.timeMs).toISOString().slice(5, 16).replace('T', ' ')
    return `${clock}Z  ${Math.round(times)}x real time  ${Math.round(rate)} steps/s  dt ${now.stepSeconds.toPrecision(2)} s  deepest ${now.deepestMetres.toFixed(2)} m`
  }
}

function accountTable({ radarCubicMetres, account, massErrorShare, filledMinutes }: SimulateReport): string {
  const put = account.initialCubicMetres + account.rainCubicMetres
  const rows: [string, number][] = [
    ['rain over the extent of the terrain, as the radar has it', radarCubicMetres],
    ['rain on its cells', account.rainCubicMetres],
    ['on the ground at the start', account.initialCubicMetres],
    ['in the soil stores', account.storeCubicMetres],
    ['infiltrated', account.infiltrationCubicMetres],
    ['evaporated', account.evaporationCubicMetres],
    ['left over the edge', account.outflowCubicMetres],
    ['put nowhere', account.unplacedCubicMetres],
    ['on the ground at the end', account.storedCubicMetres],
  ]
  const shown = rows.filter(([, cubicMetres], i) => i < 2 || i === rows.length - 1 || cubicMetres !== 0)
  const table = formatTable(
    [
      { key: 'water', label: 'water' },
      { key: 'cubicMetres', label: 'm3', digits: 1 },
      { key: 'percent', label: '%', digits: 2 },
    ],
    shown.map(([water, cubicMetres]) => ({ water, cubicMetres, percent: put > 0 ? (100 * cubicMetres) / put : null })),
  )
  const filled = filledMinutes > 0 ? `\nMissing rain was filled: ${filledMinutes.toFixed(1)} minutes, as the mean over the terrain.` : ''
  return `${table}\nUnaccounted for: ${massErrorShare === 0 ? '0' : massErrorShare.toExponential(1)} of the water.${filled}`
}
