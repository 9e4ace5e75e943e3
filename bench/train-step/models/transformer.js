// A text transformer with normalisation before each part (Xiong et al. 2020): 16 texts of 128 words, to three classes.
import { denseLayer, embeddingLayer, gelu, layerNormLayer, multiHeadAttention, positionLayer, tf, truncatedNormal } from '@phd/core/tensor'
import { classes, integers } from './draw.js'

const [words, length, size, heads, blocks, batch] = [8000, 128, 256, 4, 4, 16]
const initialise = truncatedNormal(0.02)

function block(weights, name) {
  const scope = weights.in(name)
  const [norm1, norm2] = [1, 2].map((index) => layerNormLayer(scope, `norm${index}`, size))
  const attend = multiHeadAttention(scope, 'attention', { size, heads })
  const expand = denseLayer(scope, 'expand', { in: size, out: 4 * size, initialise })
  const contract = denseLayer(scope, 'contract', { in: 4 * size, out: size, initialise })
  return (x) => {
    const heard = tf.add(x, attend(norm1(x)))
    return tf.add(heard, contract(gelu(expand(norm2(heard)))))
  }
}

export default {
  name: 'transformer',
  parametersNote: 'queries, keys and values in one dense layer of 3 x 256, with bias; learned positions',
  batch: (draw) => ({ inputs: tf.tensor2d(integers(draw, batch * length, words), [batch, length], 'int32'), labels: classes(draw, batch, 3) }),
  build(weights) {
    const word = embeddingLayer(weights, 'words', { count: words, size })
    const position = positionLayer(weights, 'positions', { count: length, size })
    const layers = Array.from({ length: blocks }, (_, index) => block(weights, `block${index + 1}`))
    const norm = layerNormLayer(weights, 'norm', size)
    const head = denseLayer(weights, 'classes', { in: size, out: 3, initialise })
    return (indices) => {
      const x = layers.reduce((value, layer) => layer(value), position(word(indices)))
      return head(tf.mean(norm(x), 1))
    }
  },
}
