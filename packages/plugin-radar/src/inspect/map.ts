/** A field as a picture: the total and the wettest frame, or one frame. */
import { isPhdError, PhdError, type Raster, type Registry } from '@phd/core'
import { utc } from '../import/index.js'
import { isGeographic, type Quantity } from '../raster/index.js'
import type { FieldSurvey } from './survey.js'

type Panel = Raster['panels'][number] & { values: Float32Array }

const palettes: Record<Quantity, Raster['panels'][number]['palette']> = { rain_rate: 'rain', elevation: 'terrain', water_depth: 'water', other: 'probability' }

/** `frame` is one that was read for it; without it the total of rain and the frame with the greatest mean. */
export function mapOf(field: FieldSurvey, frame?: { values: Float32Array; timeMs?: number }): Raster {
  const { name, quantity, grid, totalMm, wettest, units, frames } = field
  const shown = frame ?? wettest
  const panels: Panel[] = [framePanel(field, shown, frames > 1 && !frame)]
  if (!frame && totalMm && frames > 1) {
    panels.unshift(panel({ name: `Total of ${frames} frames`, unit: 'mm', palette: 'rain' }, totalMm, quantity))
  }
  const data = new Float32Array(panels.length * totalCells(field))
  for (const [i, { values }] of panels.entries()) data.set(values, i * totalCells(field))
  return {
    shape: 'raster',
    title: `${name}, ${units}`,
    height: grid.rows,
    width: grid.columns,
    ...(grid.crs && isGeographic(grid.crs) ? {} : { cellMetres: grid.cellX }),
    panels: panels.map(({ values: _, ...rest }) => rest),
    data,
  }
}

function totalCells({ grid }: FieldSurvey): number {
  return grid.rows * grid.columns
}

function framePanel({ name, quantity, units }: FieldSurvey, { values, timeMs }: { values: Float32Array; timeMs?: number }, greatest: boolean): Panel {
  const what = timeMs === undefined ? name : `${greatest ? 'Greatest mean: ' : ''}${utc(timeMs).replace('T', ' ').replace(':00Z', ' UTC')}`
  return panel({ name: what, unit: units, palette: palettes[quantity] }, values, quantity)
}

/** Rain and water are shown up to the 99.5th percentile of their wet cells, so that single peaks do not bleach the map. */
function panel(about: Pick<Panel, 'name' | 'unit' | 'palette'>, values: Float32Array, quantity: Quantity): Panel {
  if (quantity !== 'rain_rate' && quantity !== 'water_depth') return { ...about, values }
  const wet = values.filter((value) => value > 0.01).sort()
  const high = wet.length > 0 ? roundUp(wet[Math.ceil(0.995 * (wet.length - 1))]) : 1
  const above = wet.length > 0 && wet[wet.length - 1] > high ? `, at most ${Number(wet[wet.length - 1].toPrecision(3))}` : ''
  return { ...about, unit: `${about.unit}${above}`, low: 0, high, values }
}

function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((n) => n * power >= value * (1 - 1e-6)) ?? 10) * power
}

/** PNG. RADAR_INSPECT_DRAWN where no plugin draws rasters. */
export async function drawMap(registry: Registry, map: Raster): Promise<Uint8Array> {
  const figure = await registry.get('figure', 'raster').catch((error) => {
    if (!isPhdError(error) || error.code !== 'UNKNOWN_NAME') throw error
    throw new PhdError('RADAR_INSPECT_DRAWN', 'No plugin draws rasters.', {
      expected: 'a plugin that provides the figure "raster"',
      remedy: 'phd plugins install @phd/plugin-report',
    })
  })
  const { data } = await figure.draw([{ id: 'inspect', result: map }], { format: 'png', widthMm: 120 * map.panels.length + 10 })
  return data as Uint8Array
}
