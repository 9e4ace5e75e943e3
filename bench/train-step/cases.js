// What is measured: five nets, and the ways to take a training step of each.
//
// A model's name is that of its file: models/NAME.js, keras/NAME.py, pytorch/NAME.py with _ for -.

/**
 * `atOnce`: how many contestants fit into 24 GiB beside the reference. `stepsATurn`: a turn is so many steps in a row, and
 * its time their median, so that a step of milliseconds meets caches as its own last step left them.
 */
export const cases = {
  small: { model: 'small-conv', title: 'small conv net', data: '64x64x8 batch 8', learningRate: 1e-3, rounds: 30, stepsATurn: 7 },
  convnext: { model: 'convnext', title: 'ConvNeXt', data: '64x64x8 batch 8', learningRate: 1e-3, rounds: 15 },
  deeplab: { model: 'deeplabv3plus', title: 'DeepLabV3+', data: '128x128x8 batch 8', learningRate: 1e-4, rounds: 12, atOnce: 4 },
  unet: { model: 'unet', title: 'U-Net', data: '128x128x8 batch 8', learningRate: 1e-3, rounds: 20 },
  transformer: { model: 'transformer', title: 'text transformer', data: '128 tokens batch 16', learningRate: 1e-3, rounds: 20 },
}

export const variants = {
  'phd eager': { framework: 'phd', mode: 'eager' },
  'phd compiled': { framework: 'phd', mode: 'compiled' },
  'phd compiled xla': { framework: 'phd', mode: 'xla' },
  'phd compiled bf16': { framework: 'phd', mode: 'compiled', precision: 'bf16' },
  'keras eager': { framework: 'keras', mode: 'eager' },
  'keras tf.function': { framework: 'keras', mode: 'tf.function' },
  'keras jit_compile': { framework: 'keras', mode: 'jit_compile' },
  'pytorch eager': { framework: 'pytorch', mode: 'eager' },
  'pytorch compile': { framework: 'pytorch', mode: 'compile' },
  'pytorch eager bf16': { framework: 'pytorch', mode: 'eager', precision: 'bf16' },
}

/** The variant that the others are compared with, round by round. */
export const reference = 'keras tf.function'

/** Python packages of each peer. */
export const requirements = { keras: ['tensorflow-cpu==2.21.0'], pytorch: ['torch==2.15.0', 'numpy==2.4.6'] }

export const precisionOf = (variant) => variants[variant].precision ?? 'float32'
export const nameOf = ({ title, data }) => `${title} ${data}`
