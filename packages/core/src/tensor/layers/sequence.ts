/** What a layer is, layers without weights, and layers one after the other. */
import * as tf from '@tensorflow/tfjs-core'

/** A network or a part of it: in training, batch statistics are used and remembered. Of maps unless said otherwise. */
export type Layer<T extends tf.Tensor = tf.Tensor4D> = (x: T, training: boolean) => T

/** A layer over the last axis of whatever it is given. */
export type AnyLayer = <T extends tf.Tensor>(x: T) => T

export function sequence<T extends tf.Tensor = tf.Tensor4D>(...layers: Layer<T>[]): Layer<T> {
  return (x, training) => layers.reduce((value, layer) => layer(value, training), x)
}

export const relu: AnyLayer = (x) => tf.relu(x)
