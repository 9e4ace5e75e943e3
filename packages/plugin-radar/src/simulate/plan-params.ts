/** HAIL-CAESAR's model on a parameter file of its own. */
import { runParams } from '../hail-caesar/index.js'
import { createHailCaesarModel } from './hail-caesar-model.js'
import { hashOf } from './input-files.js'
import type { ParamsOptions } from './options.js'
import type { Plan } from './plan.js'

export async function planParams(options: ParamsOptions): Promise<Plan> {
  const { options: model, grid, files, unknownKeys } = await runParams(options.params)
  if (unknownKeys.length > 0) options.log?.(`Keys of ${options.params} that are not known, and do nothing: ${unknownKeys.join(', ')}.`)
  const { startMs = 0, massTolerance = 1e-3 } = options
  const { settings } = model
  const cells = Array.from(model.elevationMetres).filter(Number.isFinite).length
  return {
    ...{ grid, elevationMetres: model.elevationMetres, outputs: [], massTolerance, cellsOutsideRain: 0, threads: 1 },
    outputMinutes: options.outputMinutes ?? settings.rasterMinutes,
    spans: [{ startMs, endMs: startMs + settings.durationMinutes * 60_000, rain: 0 }],
    about: {
      compat: 'hail-caesar',
      rain: { sha256: await hashOf([files.rain]) },
      terrain: { sha256: await hashOf([files.terrain]), rows: grid.rows, columns: grid.columns, cellMetres: grid.cellX },
      ...(files.hydroindex ? { hydroindex: { sha256: await hashOf([files.hydroindex]) } } : {}),
      cells,
      settings,
    },
    createModel: (state) => createHailCaesarModel(model, startMs, state),
  }
}
