/** Optimizers whose whole state lives in variables. */
export { type AdamOptions, adam, type Optimizer } from './adam.js'
export { lossAndGradients } from './gradients.js'
