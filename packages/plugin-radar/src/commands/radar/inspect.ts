import { Args, Flags } from '@oclif/core'
import { PhdError, streamProgress } from '@phd/core'
import { PhdCommand } from '@phd/core/command'
import type { FieldSurvey } from '../../inspect/index.js'

export default class RadarInspect extends PhdCommand {
  static override summary = 'What files of radar or terrain, or a store, hold: extent, times, gaps, values; as a map or a player.'
  static override description = `Takes what \`phd radar import\` takes, and reads all of it.
The map shows the total of the rain and the frame with the greatest mean; the player is one HTML file that needs no network.`
  static override examples = [
    '<%= config.bin %> radar inspect rain.zarr',
    '<%= config.bin %> radar inspect radar/*.gif --png rain.png --player rain.html',
    '<%= config.bin %> radar inspect rain.zarr --png noon.png --at 2010-08-26T12:00',
  ]
  static override strict = false
  static override args = {
    files: Args.string({ description: 'Files, folders, globs, archives, or stores.', required: true, multiple: true }),
  }
  static override flags = {
    png: Flags.string({ summary: 'Write a map.', helpValue: 'FILE' }),
    player: Flags.string({ summary: 'Write a player of the sequence.', helpValue: 'FILE' }),
    at: Flags.string({ summary: 'The frame of this time for --png, UTC.', helpValue: 'TIME' }),
    field: Flags.string({ summary: 'Which field --png and --player show. Default: the first that is rain, else the first.', helpValue: 'NAME' }),
    format: Flags.string({ summary: 'Name of the reader; without it the content decides.', helpValue: 'NAME' }),
    'reader-option': Flags.string({ summary: 'What only one format knows.', helpValue: 'KEY=VALUE', multiple: true, multipleNonGreedy: true }),
    crs: Flags.string({ summary: 'Projection of files that do not say it.', helpValue: 'CRS' }),
  }

  async run(): Promise<unknown> {
    const { argv, flags } = await this.parse(RadarInspect)
    const [{ crsOf }, { registeredReaders }, { keyValues, parseTime }, room] = await Promise.all([
      import('../../raster/index.js'),
      import('../../readers/index.js'),
      import('../../import/index.js'),
      import('../../inspect/index.js'),
    ])
    const options = {
      readers: await registeredReaders(this.registry()),
      format: flags.format,
      readerOptions: keyValues(flags['reader-option']),
      crs: flags.crs === undefined ? undefined : crsOf(flags.crs),
    }
    const atMs = flags.at === undefined ? undefined : parseTime(flags.at)
    if (flags.png !== undefined) await room.checkWritable(flags.png, '.png')
    if (flags.player !== undefined) await room.checkWritable(flags.player, '.html')
    const words = argv as string[]
    const progress = streamProgress(process.stderr, 'frames')
    const found = await room.survey(words, { ...options, progress: (frames) => progress.update(frames) }).finally(progress.end)
    for (const line of room.surveyLines(found)) this.log(line)
    const answer = room.surveyJson(found)
    if (flags.png !== undefined) {
      const field = fieldOf(found.fields, flags.field)
      const frame = atMs === undefined ? undefined : await room.frameAt(words, field, atMs, options)
      await room.writeAtomic(flags.png, await room.drawMap(this.registry(), room.mapOf(field, frame)))
      answer.png = flags.png
      this.log(`\n${flags.png}: map of ${field.name}`)
    }
    if (flags.player !== undefined) {
      const field = fieldOf(found.fields, flags.field)
      const { html, ...player } = await room.writePlayer(field, room.framesOf(words, field, options))
      await room.writeAtomic(flags.player, html)
      answer.player = { file: flags.player, bytes: Buffer.byteLength(html), ...player }
      const thinned = player.every > 1 ? `, every ${player.every}th of ${field.timesMs.length}` : ''
      this.log(`\n${flags.player}: ${player.frames} frames${thinned}, ${(Buffer.byteLength(html) / 1e6).toFixed(1)} MB; open it in a browser`)
    }
    return answer
  }
}

function fieldOf(fields: FieldSurvey[], name: string | undefined): FieldSurvey {
  const found = name === undefined ? (fields.find(({ quantity }) => quantity === 'rain_rate') ?? fields[0]) : fields.find((field) => field.name === name)
  if (found) return found
  throw new PhdError('RADAR_INSPECT_FIELD', `There is no field "${name}".`, {
    expected: `one of ${[...new Set(fields.map((field) => field.name))].join(', ')}`,
    received: name,
    usage: true,
  })
}
