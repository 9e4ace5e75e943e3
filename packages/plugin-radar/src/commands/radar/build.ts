import { Flags } from '@oclif/core'
import { duration, PhdError, streamProgress } from '@phd/core'
import { formatTable, PhdCommand, seedFlag, stopSignal } from '@phd/core/command'

export default class RadarBuild extends PhdCommand {
  static override summary = 'Build a dataset of TFRecord shards from pairs of rain and water.'
  static override description = `A pair folder holds terrain, rain and simulated water of one event; \`phd radar world\` makes some.
Each sample is the water at one time and the rain of the hours before it, pooled in ever longer blocks.`
  static override examples = [
    '<%= config.bin %> radar build --pairs world --out dataset',
    '<%= config.bin %> radar build --pairs pairs --out dataset --validate hull,moors --offset-minutes 30',
  ]
  static override flags = {
    pairs: Flags.string({ summary: 'Folder of pairs.', helpValue: 'DIR', required: true }),
    out: Flags.string({ summary: 'Folder of the dataset; must be new or empty.', helpValue: 'DIR', required: true }),
    validate: Flags.string({
      summary: 'Places to validate on; without it a fifth of the places, drawn by --seed.',
      helpValue: 'PLACE,PLACE',
      exclusive: ['validate-from'],
    }),
    'validate-from': Flags.integer({
      summary: 'Split in time instead: labels from this minute on validate, one window is left out before.',
      helpValue: 'MINUTE',
    }),
    places: Flags.string({ summary: 'Only these places; without it all of the shape that most have.', helpValue: 'PLACE,PLACE' }),
    pattern: Flags.string({ summary: 'Radar steps in each rain channel, newest first.', helpValue: 'N,N,…', default: '1,3,3,5,12,24,48' }),
    pooling: Flags.string({ summary: 'How a channel takes its steps together.', options: ['max', 'mean', 'last'], default: 'max' }),
    'offset-minutes': Flags.integer({ summary: 'The label is the water this long after the newest rain.', helpValue: 'N', default: 0, min: 0 }),
    stride: Flags.integer({ summary: 'Take every n-th water depth.', helpValue: 'N', default: 1, min: 1 }),
    force: Flags.boolean({ summary: 'Replace the dataset in --out.' }),
    'allow-leakage': Flags.boolean({ summary: 'Build although training and validation overlap; recorded in the dataset.' }),
    seed: seedFlag,
  }

  async run(): Promise<unknown> {
    const { flags } = await this.parse(RadarBuild)
    const { buildDataset, summarise } = await import('../../dataset/index.js')
    const started = Date.now()
    const progress = streamProgress(process.stderr, 'events')
    const metadata = await buildDataset({
      pairs: flags.pairs,
      out: flags.out,
      validate: names(flags.validate),
      validateFromMinute: flags['validate-from'],
      places: names(flags.places),
      pattern: patternOf(flags.pattern),
      pooling: flags.pooling as 'max' | 'mean' | 'last',
      offsetMinutes: flags['offset-minutes'],
      stride: flags.stride,
      seed: flags.seed,
      force: flags.force,
      allowLeakage: flags['allow-leakage'],
      signal: stopSignal(),
      progress: progress.update,
      log: (line) => progress.interrupt(() => (this.jsonEnabled() ? process.stderr.write(`${line}\n`) : this.log(line))),
    }).finally(progress.end)
    const seconds = (Date.now() - started) / 1000
    const summary = summarise(metadata)
    const wet = `wet, % (>= ${metadata.wetThresholdMetres} m)`
    const rows = [...summary.places, ...summary.splits.map((split) => ({ place: 'all', ...split }))]
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
    const [, rainRows, rainColumns] = metadata.rainfallradar
    this.log(
      `\n${flags.out}: ${summary.samples} samples, rain ${metadata.rainfallradar[0]} x ${rainRows}x${rainColumns}, water ${metadata.waterdepth.join('x')}, in ${duration(seconds)}.`,
    )
    this.log(
      `A prediction that is always dry is right in ${(100 * (1 - summary.splits.find((one) => one.split === 'validate')!.wetShare)).toFixed(2)} % of the validation cells.`,
    )
    return { out: flags.out, ...summary, split: metadata.split, seconds }
  }
}

function names(text: string | undefined): string[] | undefined {
  return text?.split(',').map((name) => name.trim())
}

function patternOf(text: string): number[] {
  const pattern = text.split(',').map(Number)
  if (pattern.every((steps) => Number.isInteger(steps) && steps > 0)) return pattern
  throw new PhdError('RADAR_PATTERN', 'The pattern is not a list of steps.', {
    expected: 'whole numbers above 0: 1,3,3,5,12,24,48',
    received: text,
    usage: true,
  })
}
