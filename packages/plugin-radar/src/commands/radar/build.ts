import { Flags } from '@oclif/core'
import { duration, streamProgress } from '@phd/core'
import { formatTable, PhdCommand, seedFlag, stopSignal } from '@phd/core/command'
import type { BuildOptions, DatasetMetadata } from '../../dataset/index.js'

const many = { multiple: true as const, multipleNonGreedy: true }

export default class RadarBuild extends PhdCommand {
  static override summary = 'Build a dataset of TFRecord shards from rain, terrain and water.'
  static override description = `From pairs: a folder holds terrain, rain and simulated water of one event; \`phd radar world\` makes some.
From stores: what \`phd radar import\` and \`phd radar simulate\` write; times are matched by the calendar.
From published shards: a folder of N.tfrecord.gz of the published system.
Each sample is the water at one time and the rain of the hours before it, pooled in ever longer blocks.
After an interruption the same command goes on where it was.`
  static override examples = [
    '<%= config.bin %> radar build --pairs world --out dataset',
    '<%= config.bin %> radar build --pairs pairs --out dataset --validate hull,moors --offset-minutes 30',
    '<%= config.bin %> radar build --rain rain.zarr --terrain terrain.zarr --water water.zarr --out dataset --tile 128 --tile-stride 64',
    '<%= config.bin %> radar build --published old-dataset --heightmap dem.asc --out dataset',
  ]
  static override flags = {
    pairs: Flags.string({ summary: 'Folder of pairs.', helpValue: 'DIR' }),
    rain: Flags.string({ summary: 'Store of rain; again for more events.', helpValue: 'ZARR', ...many }),
    water: Flags.string({ summary: 'Store of water depth, one for each --rain.', helpValue: 'ZARR', ...many }),
    terrain: Flags.string({
      summary: 'Store or .asc of terrain: one for all, or one for each --rain. Without it what stands in --water.',
      helpValue: 'FILE',
      ...many,
    }),
    place: Flags.string({ summary: "Name of the stores' place; without it the terrain's.", helpValue: 'NAME', dependsOn: ['rain'] }),
    published: Flags.string({ summary: 'Folder of shards of the published system.', helpValue: 'DIR', dependsOn: ['heightmap'] }),
    heightmap: Flags.string({ summary: 'Terrain of --published, on the cells of its water.', helpValue: 'ASC', dependsOn: ['published'] }),
    out: Flags.string({ summary: 'Folder of the dataset; must be new or empty.', helpValue: 'DIR', required: true }),

    split: Flags.string({
      summary: 'What the sides are made of; file draws shards at random as the published system does.',
      options: ['place', 'time', 'event', 'file'],
    }),
    validate: Flags.string({
      summary: 'Places (or events) to validate on; without it a fifth of the places, drawn by --seed.',
      helpValue: 'PLACE,PLACE',
      exclusive: ['validate-from'],
    }),
    test: Flags.string({ summary: 'Places (or events) kept for the last test.', helpValue: 'PLACE,PLACE' }),
    'validate-from': Flags.string({
      summary: 'Split in time instead: labels from this minute or date on validate, one window is left out before.',
      helpValue: 'MINUTE|DATE',
    }),
    'test-from': Flags.string({ summary: 'And labels from here on test.', helpValue: 'MINUTE|DATE' }),
    'block-hours': Flags.integer({
      summary: 'Split in blocks of time of this length, drawn by --seed.',
      helpValue: 'N',
      min: 1,
      exclusive: ['validate-from', 'test-from'],
    }),
    'validate-percent': Flags.integer({ summary: 'Share that is drawn to validate.', helpValue: 'N', min: 1, max: 90 }),
    'test-percent': Flags.integer({ summary: 'Share that is drawn to test.', helpValue: 'N', min: 1, max: 90 }),
    places: Flags.string({ summary: 'Only these places; without it all of the shape that most have.', helpValue: 'PLACE,PLACE' }),

    pattern: Flags.string({ summary: 'Radar steps in each rain channel, newest first.', helpValue: 'N,N,…', default: '1,3,3,5,12,24,48' }),
    pooling: Flags.string({
      summary: 'How a channel takes its steps together; sum is millimetres.',
      options: ['max', 'mean', 'sum', 'last'],
      default: 'max',
    }),
    'offset-minutes': Flags.integer({ summary: 'The label is the water this long after the newest rain.', helpValue: 'N', default: 0, min: 0 }),
    stride: Flags.integer({ summary: 'Take every n-th water depth.', helpValue: 'N', default: 1, min: 1 }),
    missing: Flags.string({ summary: 'Samples without all their rain and water. Default: fail for pairs, skip for stores.', options: ['skip', 'fail'] }),
    threshold: Flags.string({ summary: 'Depth from which a cell counts as wet.', helpValue: 'METRES', default: '0.1' }),
    binary: Flags.boolean({ summary: 'Store 1 for wet and 0 for dry instead of metres.' }),
    'remove-isolated': Flags.boolean({ summary: 'Make wet cells dry that have no wet neighbour.' }),
    crop: Flags.string({ summary: 'Keep so many water cells in the middle.', helpValue: 'ROWS,COLUMNS', exclusive: ['bounds'] }),
    bounds: Flags.string({ summary: "Keep this part, in the projection's units.", helpValue: 'WEST,SOUTH,EAST,NORTH' }),
    tile: Flags.integer({ summary: 'Cut squares of so many water cells, each a place of its own.', helpValue: 'N', min: 1 }),
    'tile-stride': Flags.integer({ summary: 'Cells from one tile to the next; without it the side.', helpValue: 'N', min: 1, dependsOn: ['tile'] }),
    'dry-keep': Flags.string({ summary: 'Share of the training samples without a wet cell that is kept.', helpValue: 'SHARE', default: '1' }),
    dedupe: Flags.boolean({ summary: 'Keep only the first of equal samples.' }),

    figures: Flags.string({ summary: 'Draw the statistics of the dataset as PNG into this folder.', helpValue: 'DIR' }),
    workers: Flags.integer({ summary: 'Threads; the answer is the same. Default: one a processor, where there is enough to do.', helpValue: 'N', min: 1 }),
    shard: Flags.string({ summary: 'Build only a portion, for an array of jobs; put together with --merge.', helpValue: 'I/N', exclusive: ['merge'] }),
    merge: Flags.boolean({ summary: 'Build nothing: put the portions together.' }),
    force: Flags.boolean({ summary: 'Replace the dataset in --out.' }),
    'allow-leakage': Flags.boolean({ summary: 'Build although training and validation overlap; recorded in the dataset.' }),
    seed: seedFlag,
  }

  async run(): Promise<unknown> {
    const { flags } = await this.parse(RadarBuild)
    const { buildDataset, drawStatistics, parseBuild, summarise } = await import('../../dataset/index.js')
    const started = Date.now()
    const progress = streamProgress(process.stderr, 'blocks')
    const share = (percent: number | undefined) => (percent === undefined ? undefined : percent / 100)
    const options: BuildOptions = {
      pairs: flags.pairs,
      stores: parseBuild.storesOf(flags.rain, flags.water, flags.terrain, flags.place),
      ...(flags.published && flags.heightmap && { published: { dir: flags.published, heightmap: flags.heightmap } }),
      out: flags.out,
      splitBy: flags.split as BuildOptions['splitBy'],
      validate: parseBuild.namesOf(flags.validate),
      test: parseBuild.namesOf(flags.test),
      validateFrom: parseBuild.timePointOf(flags['validate-from']),
      testFrom: parseBuild.timePointOf(flags['test-from']),
      blockHours: flags['block-hours'],
      validateShare: share(flags['validate-percent']),
      testShare: share(flags['test-percent']),
      places: parseBuild.namesOf(flags.places),
      pattern: parseBuild.patternOf(flags.pattern),
      pooling: flags.pooling as BuildOptions['pooling'],
      offsetMinutes: flags['offset-minutes'],
      stride: flags.stride,
      missing: flags.missing as BuildOptions['missing'],
      wetThresholdMetres: parseBuild.metresOf(flags.threshold),
      binary: flags.binary,
      removeIsolated: flags['remove-isolated'],
      crop: parseBuild.numbersOf(flags.crop, 2, '--crop') as BuildOptions['crop'],
      bounds: parseBuild.numbersOf(flags.bounds, 4, '--bounds') as BuildOptions['bounds'],
      tile: flags.tile,
      tileStride: flags['tile-stride'],
      dryKeep: parseBuild.shareOf(flags['dry-keep']),
      dedupe: flags.dedupe,
      workers: flags.workers,
      shard: parseBuild.portionOf(flags.shard),
      merge: flags.merge,
      seed: flags.seed,
      force: flags.force,
      allowLeakage: flags['allow-leakage'],
      signal: stopSignal(),
      progress: progress.update,
      log: (line) => progress.interrupt(() => this.tell(line)),
    }
    const metadata = await buildDataset(options).finally(progress.end)
    const seconds = (Date.now() - started) / 1000
    if (!metadata) {
      this.log(`Portion ${flags.shard} is built, in ${duration(seconds)}. When all are: the same command with --merge in place of --shard.`)
      return { out: flags.out, shard: flags.shard, seconds }
    }
    const summary = summarise(metadata)
    const figures = flags.figures ? await drawStatistics(flags.out, flags.figures, (kind) => this.registry().get('figure', kind)) : undefined
    this.show(flags.out, metadata, summary, seconds)
    return { out: flags.out, ...summary, split: metadata.split, counts: metadata.counts, ...(figures && { figures }), seconds }
  }

  private show(out: string, metadata: DatasetMetadata, summary: ReturnType<typeof import('../../dataset/index.js').summarise>, seconds: number): void {
    const wet = `wet, % (>= ${metadata.wetThresholdMetres} m)`
    const shown = summary.places.slice(0, 40)
    const rows = [...shown, ...summary.splits.map((split) => ({ place: 'all', ...split }))]
    this.log('')
    this.log(
      formatTable(
        [
          { key: 'place', label: 'place' },
          { key: 'split', label: 'split' },
          { key: 'events', label: 'events' },
          { key: 'samples', label: 'samples' },
          { key: 'wetPercent', label: wet, digits: 2 },
        ],
        rows.map((row) => ({ ...row, wetPercent: 100 * row.wetShare })),
      ),
    )
    if (shown.length < summary.places.length) this.log(`${summary.places.length - shown.length} more places are in metadata.json.`)
    const [channels, rainRows, rainColumns] = metadata.rainfallradar
    this.log(
      `\n${out}: ${summary.samples} samples, rain ${channels} x ${rainRows}x${rainColumns}, water ${metadata.waterdepth.join('x')}, in ${duration(seconds)}.`,
    )
    this.log(
      `A prediction that is always dry is right in ${(100 * (1 - summary.splits.find((one) => one.split === 'validate')!.wetShare)).toFixed(2)} % of the validation cells.`,
    )
  }
}
