/** Networks as functions over named weights. */
export { type AttentionOptions, multiHeadAttention } from './attention.js'
export {
  type ConvolutionOptions,
  convolutionLayer,
  type DepthwiseOptions,
  depthwiseLayer,
  maxPool,
  type TransposedOptions,
  transposedConvolutionLayer,
} from './convolution.js'
export { type DenseOptions, denseLayer } from './dense.js'
export { type EmbeddingOptions, embeddingLayer, positionLayer } from './embedding.js'
export { glorotUniform, heNormal, type Initialiser, ones, truncatedNormal, zeros } from './initialisers.js'
export { batchNormLayer, layerNormLayer } from './normalisation.js'
export { recomputed } from './recomputed.js'
export { type AnyLayer, type Layer, relu, sequence } from './sequence.js'
export { summary } from './summary.js'
export { readVariables, Weights, writeVariables } from './weights.js'
