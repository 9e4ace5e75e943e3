/** Optimizers whose whole state lives in variables, and what goes round them. */
export { type AdamOptions, adam } from './adam.js'
export { type AveragingOptimizer, withAveraging } from './average.js'
export { clipByGlobalNorm, globalNorm } from './clip.js'
export { lossAndGradients } from './gradients.js'
export { type LossScaleOptimizer, type LossScaleOptions, withLossScale } from './loss-scale.js'
export { type Formula, type Optimizer, type OptimizerOptions, optimizerOf } from './optimizer.js'
export { type SgdOptions, sgd } from './sgd.js'
