// The ConvNeXt net in tfjs as published, its own ops, gradients and Adam, on the same TensorFlow: the peak of one step.
import { createRequire } from 'node:module'
import { requireRuntime } from '../../packages/core/lib/runtime/index.js'

const core = createRequire(new URL('../../packages/core/package.json', import.meta.url))
process.env.TF_CPP_MIN_LOG_LEVEL = '3'
process.env.TF_ENABLE_ONEDNN_OPTS = '1'
const addon = core(requireRuntime('cpu').addon)
const tf = core('@tensorflow/tfjs-core')
const { NodeJSKernelBackend } = core('@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend.js')
core('@tensorflow/tfjs-node-gpu/dist/register_all_kernels.js')
tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(addon, '@tensorflow/tfjs-node-gpu'), 3)
await tf.setBackend('tensorflow')
addon.memoryStatistics() // counts from here on

const [batch, side, channels] = [8, 64, 64]
const variable = (shape) => tf.variable(tf.randomNormal(shape, 0, 0.02))
const dense = (from, to) => {
  const [kernel, bias] = [variable([from, to]), variable([to])]
  return (x) => tf.add(tf.reshape(tf.matMul(tf.reshape(x, [-1, from]), kernel), [...x.shape.slice(0, -1), to]), bias)
}
const norm = () => {
  const [scale, offset] = [variable([channels]), variable([channels])]
  return (x) => {
    const { mean, variance } = tf.moments(x, -1, true)
    return tf.add(tf.mul(tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-6))), scale), offset)
  }
}
const gelu = (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1))
const block = () => {
  const [filter, bias] = [variable([7, 7, channels, 1]), variable([channels])]
  const [normalise, expand, contract] = [norm(), dense(channels, 4 * channels), dense(4 * channels, channels)]
  return (x) => tf.add(x, contract(gelu(expand(normalise(tf.add(tf.depthwiseConv2d(x, filter, 1, 'same'), bias))))))
}
const layers = [dense(8, channels), ...Array.from({ length: 6 }, block), dense(channels, 2)]
const optimizer = tf.train.adam(1e-3)
const maps = tf.randomNormal([batch, side, side, 8])
const labels = tf.oneHot(tf.randomUniform([batch * side * side], 0, 2, 'int32'), 2)
const step = () =>
  tf.tidy(() =>
    optimizer.minimize(
      () =>
        tf.losses.softmaxCrossEntropy(
          labels,
          tf.reshape(
            layers.reduce((x, layer) => layer(x), maps),
            [-1, 2],
          ),
        ),
      true,
    ),
  )

step().dispose()
const { bytesInUse } = addon.memoryStatistics()
addon.resetPeakMemory()
step().dispose()
console.log(JSON.stringify({ peakBytes: addon.memoryStatistics().peakBytes - bytesInUse, versions: `tensorflow ${addon.TF_Version}; tfjs ${tf.version_core}` }))
