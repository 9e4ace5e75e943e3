/**
 * Bilinear resizing with half-pixel centres, differentiable.
 *
 * The gradient of tfjs-node's ResizeBilinear leaves out `half_pixel_centers` and so belongs to another function; the
 * one registered here passes it.
 */
import * as tf from '@tensorflow/tfjs-core'
import { nativeKernel } from '../native.js'

interface ResizeAttributes {
  alignCorners: boolean
  halfPixelCenters: boolean
}

const resizeGrad = nativeKernel<ResizeAttributes>({
  name: 'HalfPixelResizeBilinearGrad',
  op: 'ResizeBilinearGrad',
  inputs: ({ dy, x }) => [dy, x],
  attributes: ({ alignCorners, halfPixelCenters }) => ({
    T: { type: 'float32' },
    align_corners: { flag: alignCorners },
    half_pixel_centers: { flag: halfPixelCenters },
  }),
})

tf.registerGradient({
  kernelName: 'ResizeBilinear',
  inputsToSave: ['images'],
  gradFunc: (dy, [x], attrs) => ({
    images: () => resizeGrad({ dy: dy as tf.Tensor, x }, attrs as unknown as ResizeAttributes)[0],
  }),
})

/** (batch, y, x, channels) to (batch, height, width, channels). */
export function resizeBilinear(x: tf.Tensor4D, height: number, width: number): tf.Tensor4D {
  return tf.image.resizeBilinear(x, [height, width], false, true)
}

/** Every cell repeated `factor` times along y and x. */
export function repeatCells(x: tf.Tensor4D, factor: number): tf.Tensor4D {
  if (factor === 1) return x
  return tf.image.resizeNearestNeighbor(x, [x.shape[1] * factor, x.shape[2] * factor], false, true)
}
