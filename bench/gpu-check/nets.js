// The five nets of bench/train-step with batches of the size that a device can take, and a training step of each.
import { random } from '@phd/core'
import { tf } from '@phd/core/tensor'
import { buildNet } from '../train-step/net-step.js'

/**
 * `learningRate`: of plain gradient descent, so that the loss moves by a hundredth or more in twenty steps. `seconds`:
 * about what its losses take. `quick`: among the few that --quick takes. `coarse`: the smallest side that its levels can halve.
 */
export const nets = {
  small: { model: 'small-conv', title: 'small conv net', learningRate: 0.1, seconds: 3, quick: true },
  convnext: { model: 'convnext', title: 'ConvNeXt', learningRate: 0.5, seconds: 20 },
  deeplab: { model: 'deeplabv3plus', title: 'DeepLabV3+', learningRate: 1e-3, seconds: 35, coarse: 32 },
  unet: { model: 'unet', title: 'U-Net', learningRate: 1e-2, seconds: 16, quick: true, coarse: 32 },
  transformer: { model: 'transformer', title: 'text transformer', learningRate: 2e-3, seconds: 20, quick: true },
}

/** Batch and side of maps; undefined is the model's own. A GPU gets the sizes of the bench; the transformer has no side. */
export function sizeOf(net, { device, quick }) {
  if (device.startsWith('cuda') && !quick) return {}
  return { batch: 2, side: Math.max(quick ? 16 : 32, nets[net].coarse ?? 0) }
}

export async function openNet(net, { batch, side, copies = 1 } = {}) {
  const { default: model } = await import(`../train-step/models/${nets[net].model}.js`)
  const { weights, stepWith } = buildNet(model)
  const whole = model.batch(random(1, net))
  const { inputs, labels } = cut(whole, { batch: batch ?? whole.inputs.shape[0], side: side ?? whole.inputs.shape[1], copies })
  tf.dispose(Object.values(whole))
  return { weights, inputs, labels, images: inputs.shape[0], stepWith }
}

/** The first `batch` samples, of maps the upper left `side` x `side` cells, `copies` times in a row. */
function cut({ inputs, labels }, { batch, side, copies }) {
  return tf.tidy(() => {
    const [all, height, width, channels] = inputs.shape
    const again = (tensor) => (copies === 1 ? tf.clone(tensor) : tf.concat(Array.from({ length: copies }, () => tensor)))
    if (channels === undefined) return { inputs: again(tf.slice(inputs, [0], [batch])), labels: again(tf.slice(labels, [0], [batch])) }
    const cells = tf.slice(tf.reshape(labels, [all, height, width]), [0, 0, 0], [batch, side, side])
    return { inputs: again(tf.slice(inputs, [0, 0, 0, 0], [batch, side, side, channels])), labels: again(tf.reshape(cells, [-1])) }
  })
}
