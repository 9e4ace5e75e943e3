/** Events as stores: rain.zarr, terrain.zarr, and the water.zarr that `simulate` makes of them. */
import { join } from 'node:path'
import { throwIfStopped } from '../dataset/replace-folder.js'
import type { Grid } from '../raster/index.js'
import { simulate } from '../simulate/index.js'
import { createRasterStore, openRasterStore, variableNames } from '../zarr/index.js'
import { type EventInputs, type EventSpec, eventInputs, eventName, solverSettings, stepMinutes } from './event.js'
import { worldTerrain } from './terrain-map.js'
import type { ThreadOptions } from './threads.js'
import type { EventReport } from './write-event.js'

/** When every storm begins. */
const startMs = Date.UTC(2000, 0, 1)
/** A plane somewhere: the terrain knows its metres, not its place. */
const crs = { name: 'synthetic plane', projection: '+proj=tmerc +lat_0=0 +lon_0=0 +k=1 +x_0=0 +y_0=0 +ellps=WGS84 +units=m +no_defs' }

/** Reports in the order of `specs`. */
export async function storeAll(
  specs: EventSpec[],
  { terrain, folder, threads, signal, done }: Omit<ThreadOptions, 'threads'> & { threads?: number },
): Promise<EventReport[]> {
  const map = worldTerrain(terrain)
  const reports: EventReport[] = []
  for (const spec of specs) {
    throwIfStopped(signal)
    const inputs = eventInputs(map, spec)
    const place = join(folder, eventName(spec))
    await writeInputs(place, spec, inputs, map.cellMetres)
    const { edge, ...solver } = solverSettings
    const report = await simulate({
      ...{ rain: [join(place, 'rain.zarr')], terrain: join(place, 'terrain.zarr'), out: join(place, 'water.zarr'), readers: [], threads, signal },
      ...{ solver: { ...solver, edge: 'open', edgeSlope: edge.slope }, outputMinutes: stepMinutes },
    })
    reports.push(await reportOf(spec, inputs, report))
    done?.(reports[reports.length - 1], reports.length)
  }
  return reports
}

async function writeInputs(place: string, { tile, size }: EventSpec, { frames, rainSize, rainMmPerHour, heightMetres }: EventInputs, cellMetres: number) {
  const corner = { west: tile.column * cellMetres, north: -tile.row * cellMetres, crs }
  const land: Grid = { rows: size, columns: size, ...corner, cellX: cellMetres, cellY: cellMetres }
  const rainCell = (size * cellMetres) / rainSize
  const sky: Grid = { rows: rainSize, columns: rainSize, ...corner, cellX: rainCell, cellY: rainCell }
  const elevation = { name: variableNames.elevation, quantity: 'elevation' as const, units: 'm', inTime: false }
  const terrain = await createRasterStore(join(place, 'terrain.zarr'), { grid: land, variables: [elevation] })
  await terrain.write(elevation.name, heightMetres)
  await terrain.close()
  const rate = { name: variableNames.rain_rate, quantity: 'rain_rate' as const, units: 'mm/h', inTime: true }
  const rain = await createRasterStore(join(place, 'rain.zarr'), { grid: sky, variables: [rate] })
  for (let k = 0; k < frames; k++) {
    const values = rainMmPerHour.slice(k * rainSize * rainSize, (k + 1) * rainSize * rainSize)
    await rain.append({ timeMs: startMs + (k + 1) * stepMinutes * 60_000, minutes: stepMinutes }, { [rate.name]: values })
  }
  await rain.close()
}

async function reportOf(
  spec: EventSpec,
  { rainSize, rainMmPerHour }: EventInputs,
  { out, account, massErrorShare, steps }: Awaited<ReturnType<typeof simulate>>,
) {
  const water = await openRasterStore(out)
  let deepestMetres = 0
  let wet = 0
  for (let k = 0; k < water.timesMs.length; k++) {
    const depth = await water.frame(variableNames.water_depth, k)
    wet = 0
    for (const metres of depth) {
      if (metres > deepestMetres) deepestMetres = metres
      if (metres >= 0.1) wet++
    }
  }
  return {
    ...{ name: eventName(spec), place: spec.tile.name, deepestMetres, massErrorShare, steps },
    rainMm: (rainMmPerHour.reduce((sum, rate) => sum + rate, 0) * stepMinutes) / 60 / (rainSize * rainSize),
    peakMmPerHour: rainMmPerHour.reduce((most, rate) => Math.max(most, rate), 0),
    wetShareAtEnd: wet / (spec.size * spec.size),
    outflowShare: account.rainCubicMetres === 0 ? 0 : account.outflowCubicMetres / account.rainCubicMetres,
  }
}
