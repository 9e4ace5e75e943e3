/** Networks as functions over named weights. */
export { batchNormLayer, convolutionLayer, type Layer, maxPool, relu, sequence } from './convolution.js'
export { glorotUniform, heNormal, type Initialiser, ones, zeros } from './initialisers.js'
export { summary } from './summary.js'
export { readVariables, Weights, writeVariables } from './weights.js'
