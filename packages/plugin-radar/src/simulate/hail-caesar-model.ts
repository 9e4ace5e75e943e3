/** HAIL-CAESAR's model as ours: its steps are not cut, so the water is that of the first step at or after an output. */
import { createHailCaesar, type HailCaesarOptions, type HailCaesarState } from '../hail-caesar/index.js'
import type { ModelState, WaterModel } from './model.js'

/** `filled` and `radar` are what is known of the rain beside the model. */
export async function createHailCaesarModel(
  options: HailCaesarOptions,
  startMs: number,
  state?: ModelState,
  rain: { readonly filledMinutes: number; readonly radarCubicMetres: number } = { filledMinutes: 0, radarCubicMetres: Number.NaN },
): Promise<WaterModel> {
  const model = createHailCaesar(options)
  if (state) model.restore(state.arrays as HailCaesarState)
  return {
    get seconds() {
      return model.minute * 60
    },
    get steps() {
      return model.steps
    },
    get filledMinutes() {
      return rain.filledMinutes
    },
    get radarCubicMetres() {
      return Number.isNaN(rain.radarCubicMetres) ? model.mass().rainCubicMetres : rain.radarCubicMetres
    },
    async advance(stop) {
      await model.advance((stop.endMs - startMs) / 60_000)
      model.takeHydrograph()
    },
    fields: () => ({ water_depth: model.depthMetres() }),
    finalFields: () => ({}),
    account() {
      const mass = model.mass()
      return {
        rainCubicMetres: mass.rainCubicMetres,
        initialCubicMetres: 0,
        storeCubicMetres: mass.storeCubicMetres + mass.onTheWayCubicMetres,
        infiltrationCubicMetres: 0,
        evaporationCubicMetres: 0,
        outflowCubicMetres: mass.outflowCubicMetres,
        unplacedCubicMetres: mass.uncountedRainCubicMetres + mass.unplacedCubicMetres,
        storedCubicMetres: mass.surfaceCubicMetres,
      }
    },
    state: () => ({ numbers: {}, arrays: model.snapshot() }),
    async close() {},
  }
}
