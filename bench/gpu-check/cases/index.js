/**
 * Every kernel that the models use, as cases: {name, tolerance, inputs(), run(…inputs) or make(), outputs?, bf16?, expected?}.
 *
 * `tolerance` is the relative error that float32 on another device may have (compare.js). `bf16`: products, also tried with
 * bfloat16 factors. `expected()` stands where the CPU's result is not the reference.
 */
import { convolutionCases } from './convolution.js'
import { elementwiseCases } from './elementwise.js'
import { mapCases } from './maps.js'
import { normalisationCases } from './normalisation.js'
import { productCases } from './product.js'
import { stateCases } from './state.js'

const sizes = { whole: { batch: 4, side: 32, channels: 32 }, quick: { batch: 2, side: 16, channels: 8 } }

export function allCases(quick) {
  const size = quick ? sizes.quick : sizes.whole
  return [convolutionCases, normalisationCases, elementwiseCases, productCases, mapCases, stateCases].flatMap((cases) => cases(size))
}
