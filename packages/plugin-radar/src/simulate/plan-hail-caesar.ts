/** HAIL-CAESAR's model on rain and terrain of any kind: a zone a rain cell, a row of rain a minute. */
import { PhdError } from '@phd/core'
import { type HailCaesarOptions, hailCaesarDefaults } from '../hail-caesar/index.js'
import { requireWholeRain } from './check-rain.js'
import { createHailCaesarModel } from './hail-caesar-model.js'
import { type Inputs, openInputs } from './inputs.js'
import { createRainFiller, type MissingRain } from './missing-rain.js'
import type { Compat, SimulateOptions } from './options.js'
import type { Plan } from './plan.js'
import { areaUnder } from './source-volume.js'

export async function planHailCaesar(options: SimulateOptions, { runoff, topmodelMetres }: Compat): Promise<Plan> {
  refuseOwn(options)
  const inputs = await openInputs(options)
  const { terrain, rain, spans, map, about } = inputs
  const { outputMinutes = 5, missingRain = 'fail', massTolerance = 1e-3, solver = {} } = options
  const { rows, columns } = terrain.grid
  const startMs = spans[0].startMs
  const settings = {
    ...hailCaesarDefaults,
    ...(typeof solver.manning === 'number' ? { manning: solver.manning } : {}),
    ...(solver.courant !== undefined ? { courant: solver.courant } : {}),
    ...(solver.froudeLimit !== undefined ? { froudeLimit: solver.froudeLimit } : {}),
    ...(solver.edgeSlope !== undefined ? { edgeSlope: solver.edgeSlope } : {}),
    ...{ topmodelMetres, runoff, rainStepMinutes: 1, durationMinutes: (spans[spans.length - 1].endMs - startMs) / 60_000 },
  }
  return {
    ...{
      grid: terrain.grid,
      elevationMetres: terrain.elevationMetres,
      spans,
      outputMinutes,
      outputs: [],
      massTolerance,
      threads: 1,
      cellsOutsideRain: map.outside,
    },
    about: { ...about, compat: 'hail-caesar', settings: { missingRain, ...settings } },
    check: async () => {
      if (missingRain === 'fail') await requireWholeRain(rain, map, spans, options.signal)
    },
    createModel: (state) => {
      const known = { filledMinutes: 0, radarCubicMetres: 0 }
      const model: HailCaesarOptions = {
        ...{ rows, columns, cellMetres: terrain.cellMetres, elevationMetres: terrain.elevationMetres, settings },
        zones: map.terrainCellsUnder.length,
        zoneOfCell: map.rainCellOf.map((cell) => cell + 1),
        rain: (fromRow) => minuteRows(inputs, missingRain, fromRow, known),
      }
      return createHailCaesarModel(model, startMs, state, known)
    },
  }
}

/** Rain at the middle of each minute; dry after the end. From the start always, as what was seen before counts. */
async function* minuteRows(
  { rain, map, spans, terrain }: Inputs,
  missingRain: MissingRain,
  fromRow: number,
  known: { filledMinutes: number; radarCubicMetres: number },
) {
  const filler = createRainFiller(missingRain, map)
  const area = areaUnder(terrain.grid, rain.grid, map)
  const dry = new Float32Array(map.terrainCellsUnder.length)
  const startMs = spans[0].startMs
  known.radarCubicMetres = 0
  let at = 0
  let held: { index: number; frame: Float32Array } | undefined
  for (let row = 0; ; row++) {
    const [beginMs, endMs] = [startMs + row * 60_000, startMs + (row + 1) * 60_000]
    while (at < spans.length && spans[at].endMs <= beginMs + 30_000) at++
    const span = spans[at]
    if (!span || span.rain === 'dry') {
      if (row >= fromRow) yield dry
      continue
    }
    if (typeof span.rain === 'number' && held?.index !== span.rain) held = { index: span.rain, frame: await rain.frame(span.rain) }
    const rates = filler.fill(span.rain === 'missing' ? undefined : held?.frame, { startMs: beginMs, endMs, span })
    known.filledMinutes = filler.filledMinutes
    for (let k = 0; k < rates.length; k++) known.radarCubicMetres += (rates[k] * area[k]) / 60_000
    if (row >= fromRow) yield rates
  }
}

function refuseOwn({ outputs = [], infiltration, rainMode, evaporationMmPerHour = 0, solver = {} }: SimulateOptions): void {
  const asked = [
    ...outputs,
    ...(infiltration && infiltration.kind !== 'none' ? ['infiltration'] : []),
    ...(rainMode && rainMode.kind !== 'direct' ? ['rain mode'] : []),
    ...(evaporationMmPerHour > 0 ? ['evaporation'] : []),
    ...(typeof solver.manning === 'string' ? ["a raster of Manning's n"] : []),
    ...(solver.initialDepth ? ['initial depth'] : []),
    ...(solver.edge === 'closed' || (solver.edgeSides && solver.edgeSides.length < 4) ? ['closed edges'] : []),
  ]
  if (asked.length === 0) return
  throw new PhdError('RADAR_SIMULATE_OPTION', 'HAIL-CAESAR has no such settings.', {
    expected: 'rain, terrain, Manning, Courant, Froude and edge slope',
    received: asked.join(', '),
    remedy: 'leave --compat away for our solver',
    usage: true,
  })
}
