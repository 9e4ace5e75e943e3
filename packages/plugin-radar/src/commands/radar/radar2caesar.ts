import { Flags } from '@oclif/core'
import { PhdError, streamProgress } from '@phd/core'
import { PhdCommand, stopSignal } from '@phd/core/command'
import type { Frame } from '../../raster/index.js'
import type { RainSeries } from '../../simulate/rain-series.js'

export default class Radar2Caesar extends PhdCommand {
  static override summary = 'Write rain and terrain as HAIL-CAESAR reads them.'
  static override description = `A folder with rainfall.txt (a line a step, mm/h by radar cell), hydroindex.asc (the radar cell of each terrain cell, from 1),
terrain.asc and run.params. A radar cell must be a whole number of terrain cells; import the rain onto such a grid first.
The run takes in all the rain: its hours are rounded up and dry steps added, unless --set max_run_duration says another length.
HAIL-CAESAR puts rain onto its input points alone: a radar cell without one loses its rain.`
  static override examples = [
    '<%= config.bin %> radar radar2caesar --rain rain.zarr --terrain dem.asc --out caesar',
    '<%= config.bin %> radar radar2caesar --rain rain.zarr --terrain dem.asc --out caesar --set mannings_n=0.05 --set courant_number=0.5',
  ]
  static override flags = {
    rain: Flags.string({ summary: 'Zarr store of rain, or radar files.', helpValue: 'ZARR|FILE', required: true, multiple: true, multipleNonGreedy: true }),
    terrain: Flags.string({ summary: 'Zarr store with an elevation, or a terrain file; square cells in metres.', helpValue: 'ZARR|FILE', required: true }),
    out: Flags.string({ summary: 'Folder to write; must be new or empty.', helpValue: 'DIR', required: true }),
    set: Flags.string({ summary: 'A line of run.params.', helpValue: 'KEY=VALUE', multiple: true, multipleNonGreedy: true, default: [] }),
  }

  async run(): Promise<unknown> {
    const { flags } = await this.parse(Radar2Caesar)
    const [{ registeredReaders }, { openRain }, { openTerrain }, { exportCaesar, givenParams }] = await Promise.all([
      import('../../readers/index.js'),
      import('../../simulate/rain-series.js'),
      import('../../simulate/terrain.js'),
      import('../../hail-caesar/index.js'),
    ])
    const params = givenParams(flags.set)
    const progress = streamProgress(process.stderr, 'steps')
    const options = { readers: await registeredReaders(this.registry()), log: (line: string) => process.stderr.write(`${line}\n`) }
    const rain = await openRain(flags.rain, options)
    const terrain = await openTerrain(flags.terrain, 'wall', options)
    const report = await exportCaesar({
      rainGrid: rain.grid,
      frames: framesOf(rain, stopSignal()),
      terrain: { grid: terrain.grid, values: terrain.elevationMetres },
      out: flags.out,
      params,
      progress: (steps) => progress.update(steps, rain.timesMs.length),
    }).finally(progress.end)
    const { steps, stepMinutes, dryRows, zones, scale, hours } = report
    this.log(`${flags.out}: ${steps} steps of ${stepMinutes} min, ${zones} zones of ${scale} x ${scale} cells, a run of ${hours} h.`)
    if (dryRows > 0) this.log(`${dryRows} dry step${dryRows === 1 ? ' was' : 's were'} added: HAIL-CAESAR runs whole hours and reads two minutes ahead.`)
    this.log(`Next: phd radar simulate --params ${flags.out}/run.params --out water.zarr`)
    return report
  }
}

async function* framesOf(rain: RainSeries, signal: AbortSignal): AsyncGenerator<Pick<Frame, 'timeMs' | 'minutes' | 'values'>> {
  for (const [k, timeMs] of rain.timesMs.entries()) {
    if (signal.aborted)
      throw new PhdError('RADAR_STOPPED', 'The export was stopped.', {
        expected: 'to run to the end',
        received: `a stop at step ${k + 1}`,
        remedy: 'run it again',
      })
    yield { timeMs, minutes: rain.minutes[k], values: await rain.frame(k) }
  }
}
