import { Flags } from '@oclif/core'
import { duration, streamProgress } from '@phd/core'
import { formatTable, PhdCommand, seedFlag, stopSignal } from '@phd/core/command'
import type { StormKind, TerrainKind } from '../../world/index.js'

export default class RadarWorld extends PhdCommand {
  static override summary = 'Make a synthetic world: moving storms over real terrain, and the water they leave.'
  static override description = `Tiles of the terrain around Jacksboro, Tennessee; storms drawn by the seed; water by phd's own shallow-water solver.
The folder holds one pair of rain and water a storm, for \`phd radar build --pairs\`. With --storm the rain is drawn from random fields with
the statistics of real radar sequences; with --terrain synthetic the land too is made by the seed.`
  static override examples = [
    '<%= config.bin %> radar world --out world',
    '<%= config.bin %> radar world --out world --tiles 24 --storms 3 --hours 6 --seed 7',
    '<%= config.bin %> radar world --out big --tiles 1 --storms 1 --size 1000 --cell-metres 50 --terrain synthetic --storm mixed --zarr',
  ]
  static override flags = {
    out: Flags.string({ summary: 'Folder of the world; must be new or empty.', helpValue: 'DIR', required: true }),
    tiles: Flags.integer({ summary: 'Tiles of terrain; they do not overlap.', helpValue: 'N', default: 12, min: 1 }),
    storms: Flags.integer({ summary: 'Storms over each tile.', helpValue: 'N', default: 2, min: 1 }),
    size: Flags.integer({ summary: 'Cells along the edge of a tile.', helpValue: 'N', default: 64, min: 8 }),
    'cell-metres': Flags.integer({ summary: 'Edge of a cell.', helpValue: 'N', default: 90, min: 10 }),
    hours: Flags.integer({ summary: 'Length of each storm and its aftermath.', helpValue: 'N', default: 5, min: 1 }),
    storm: Flags.string({
      summary: 'Rain with the statistics of radar sequences of this kind; default: storms of a few Gaussian cells.',
      options: ['convective', 'stratiform', 'mixed'],
    }),
    terrain: Flags.string({ summary: 'Real terrain, or one made by the seed.', options: ['jacksboro', 'synthetic'], default: 'jacksboro' }),
    zarr: Flags.boolean({ summary: 'Write rain.zarr, terrain.zarr and water.zarr a storm in place of pairs.' }),
    threads: Flags.integer({ summary: 'Threads to simulate on; the answer is the same. Default: one a processor.', helpValue: 'N', min: 1 }),
    force: Flags.boolean({ summary: 'Replace the world in --out.' }),
    seed: seedFlag,
  }

  async run(): Promise<unknown> {
    const { flags } = await this.parse(RadarWorld)
    const { buildWorld } = await import('../../world/index.js')
    const started = Date.now()
    const progress = streamProgress(process.stderr, 'storms')
    const { 'cell-metres': cellMetres, json: _json, storm, terrain, ...rest } = flags
    const world = await buildWorld({
      ...rest,
      cellMetres,
      storm: storm as StormKind | undefined,
      terrain: terrain as TerrainKind,
      signal: stopSignal(),
      progress: progress.update,
    }).finally(progress.end)
    const seconds = (Date.now() - started) / 1000
    this.log(
      formatTable(
        [
          { key: 'name', label: 'storm' },
          { key: 'rainMm', label: 'rain, mm', digits: 1 },
          { key: 'peakMmPerHour', label: 'peak, mm/h', digits: 1 },
          { key: 'deepestMetres', label: 'deepest, m', digits: 2 },
          { key: 'wetPercent', label: 'wet at the end, %', digits: 1 },
          { key: 'outflowPercent', label: 'run off, %', digits: 0 },
        ],
        world.events.map((event) => ({ ...event, wetPercent: 100 * event.wetShareAtEnd, outflowPercent: 100 * event.outflowShare })),
      ),
    )
    const worst = world.events.reduce((most, event) => Math.max(most, event.massErrorShare), 0)
    const tiles = `${world.tiles} tile${world.tiles === 1 ? '' : 's'} of ${((world.size * cellMetres) / 1000).toFixed(1)} km`
    this.log(
      `\n${flags.out}: ${world.events.length} storms over ${tiles}, in ${duration(seconds)}; the solver lost or made at most ${worst.toExponential(0)} of the water.`,
    )
    if (!flags.zarr) this.log(`Next: phd radar build --pairs ${flags.out} --out DATASET`)
    return { out: flags.out, ...world, seconds }
  }
}
