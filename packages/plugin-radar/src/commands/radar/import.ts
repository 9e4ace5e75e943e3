import { Args, Flags } from '@oclif/core'
import { duration, PhdError, streamProgress } from '@phd/core'
import { PhdCommand, stopSignal } from '@phd/core/command'
import type { Quantity } from '../../raster/index.js'

export default class RadarImport extends PhdCommand {
  static override summary = 'Import radar rain or terrain into one Zarr store, which Python opens too.'
  static override description = `Files, folders, globs, .gz, .tar and .zip; the format is recognised by content. Frames are sorted by time, not by name.
Rain becomes mm/h, times UTC, row 0 north, missing cells NaN. Tiles of terrain are put together.
The same command again goes on after it was stopped or killed.`
  static override examples = [
    '<%= config.bin %> radar import radar/*.h5 --out rain.zarr',
    '<%= config.bin %> radar import nimrod.tar --out rain.zarr --bounds 54.3646,-1.3788,53.0940,0.5933',
    '<%= config.bin %> radar import ta02.zip ta03.zip --out terrain.zarr --crs EPSG:27700',
    '<%= config.bin %> radar import rain.zarr --out fine.zarr --grid terrain.zarr --resample bilinear',
  ]
  static override strict = false
  static override args = {
    files: Args.string({ description: 'Files, folders, globs, archives, or stores of this program.', required: true, multiple: true }),
  }
  static override flags = {
    out: Flags.string({ summary: 'The store; must be new.', helpValue: 'STORE.zarr', required: true }),
    format: Flags.string({ summary: 'Name of the reader; without it the content decides.', helpValue: 'NAME' }),
    'reader-option': Flags.string({ summary: 'What only one format knows.', helpValue: 'KEY=VALUE', multiple: true, multipleNonGreedy: true }),
    bounds: Flags.string({ summary: 'Crop to two opposite corners: latitude,longitude twice, or east,north with --bounds-crs.', helpValue: 'A,B,C,D' }),
    'bounds-crs': Flags.string({ summary: 'Projection of --bounds; "file" is that of the result.', helpValue: 'CRS', default: 'EPSG:4326' }),
    'bounds-cover': Flags.string({
      summary: 'The rectangle between the two corners, or all that the box covers.',
      options: ['corners', 'box'],
      default: 'corners',
    }),
    grid: Flags.string({ summary: 'Take cells, extent and projection of this raster.', helpValue: 'FILE|ZARR' }),
    'cell-metres': Flags.string({ summary: 'Edge of a cell of the result.', helpValue: 'N' }),
    transplant: Flags.string({
      summary: 'Lay this point of the radar, metres, over the centre of --grid, where the rain did not fall; recorded.',
      helpValue: 'X,Y',
      dependsOn: ['grid'],
    }),
    crs: Flags.string({ summary: 'Reproject to it; where the files do not say theirs, it is theirs.', helpValue: 'CRS' }),
    resample: Flags.string({
      summary: 'How cells become others. Default: conservative; bilinear for terrain onto cells of the same size or finer.',
      options: ['nearest', 'bilinear', 'conservative'],
    }),
    quantity: Flags.string({ summary: 'What to take of files that hold several.', options: ['rain_rate', 'elevation', 'water_depth', 'other'] }),
    field: Flags.string({ summary: 'Name of the field to take.', helpValue: 'NAME' }),
    from: Flags.string({ summary: 'First time, UTC.', helpValue: 'TIME' }),
    to: Flags.string({ summary: 'Last time, UTC, included.', helpValue: 'TIME' }),
    gaps: Flags.string({
      summary: 'Gaps in time: list them, fill them with missing or interpolated frames, or fail.',
      options: ['report', 'mask', 'interpolate', 'fail'],
      default: 'report',
    }),
    'step-minutes': Flags.string({ summary: 'Time from frame to frame. Default: what is most frequent.', helpValue: 'N' }),
    'gap-limit-minutes': Flags.string({ summary: 'With interpolate: longer gaps are masked.', helpValue: 'N', default: '30' }),
    overlaps: Flags.string({ summary: 'Tiles of terrain that overlap: must agree, or the later by name wins.', options: ['agree', 'later'], default: 'agree' }),
    'skip-damaged': Flags.boolean({ summary: 'Leave out files that cannot be read; recorded in the store.' }),
    force: Flags.boolean({ summary: 'Replace the store in --out.' }),
  }

  async run(): Promise<unknown> {
    const { argv, flags } = await this.parse(RadarImport)
    const [{ parseBounds, latitudeLongitude }, { crsOf }, { registeredReaders }, room] = await Promise.all([
      import('../../geo/index.js'),
      import('../../raster/index.js'),
      import('../../readers/index.js'),
      import('../../import/index.js'),
    ])
    const started = Date.now()
    const readers = await registeredReaders(this.registry())
    const crs = flags.crs === undefined ? undefined : crsOf(flags.crs)
    const boundsCrs = flags['bounds-crs'] === 'file' ? undefined : flags['bounds-crs'] === 'EPSG:4326' ? latitudeLongitude : crsOf(flags['bounds-crs'])
    const bounds = flags.bounds === undefined ? undefined : parseBounds(flags.bounds, boundsCrs)
    const grid = flags.grid === undefined ? undefined : await room.gridOf(flags.grid, readers, crs)
    const passes = { files: streamProgress(process.stderr, 'files'), frames: undefined as ReturnType<typeof streamProgress> | undefined }
    const line = (text: string) => (this.jsonEnabled() ? process.stderr.write(`${text}\n`) : this.log(text))
    const summary = await room
      .importRasters({
        files: argv as string[],
        out: flags.out.replace(/\/+$/, ''),
        readers,
        format: flags.format,
        readerOptions: room.keyValues(flags['reader-option']),
        bounds,
        cover: flags['bounds-cover'] as 'corners' | 'box',
        grid,
        gridFrom: flags.grid,
        cellMetres: positive('cell-metres', flags['cell-metres']),
        transplant: flags.transplant === undefined ? undefined : room.parseTransplant(flags.transplant),
        crs,
        resampling: flags.resample as 'nearest' | 'bilinear' | 'conservative' | undefined,
        quantity: flags.quantity as Quantity | undefined,
        field: flags.field,
        fromMs: flags.from === undefined ? undefined : room.parseTime(flags.from),
        toMs: flags.to === undefined ? undefined : room.parseTime(flags.to),
        gaps: flags.gaps as 'report' | 'mask' | 'interpolate' | 'fail',
        stepMinutes: positive('step-minutes', flags['step-minutes']),
        gapLimitMinutes: positive('gap-limit-minutes', flags['gap-limit-minutes'])!,
        overlaps: flags.overlaps as 'agree' | 'later',
        skipDamaged: flags['skip-damaged'],
        force: flags.force,
        signal: stopSignal(),
        log: (text) => (passes.frames ?? passes.files).interrupt(() => line(text)),
        progress: (pass, done, total) => {
          if (pass === 'frames' && !passes.frames) {
            passes.files.end()
            passes.frames = streamProgress(process.stderr, 'frames')
          }
          passes[pass]?.update(done, total, pass === 'files' ? 'reading' : 'writing')
        },
      })
      .finally(() => (passes.frames ?? passes.files).end())
    const seconds = (Date.now() - started) / 1000
    for (const text of room.summaryLines(summary)) this.log(text)
    this.log(`\n${summary.out}: in ${duration(seconds)}. Look at it: phd radar inspect ${summary.out}`)
    if (summary.missingShare === 1) line('Warning: every cell is missing; the bounds or the grid may lie outside what the files cover.')
    return { ...room.summaryJson(summary), seconds }
  }
}

function positive(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value
  throw new PhdError('RADAR_NUMBER', `--${flag} is not a number above 0.`, { expected: 'a number above 0', received: text, usage: true })
}
