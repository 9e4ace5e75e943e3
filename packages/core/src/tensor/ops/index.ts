/** Native ops with their gradients. Importing this room registers them. */
import './relu.js'
import './reduction.js'
import './depthwise.js'

export { batchNormTraining } from './batch-normalisation.js'
export { convolution } from './convolution.js'
export { crossEntropy } from './cross-entropy.js'
export { repeatCells, resizeBilinear } from './resize.js'
