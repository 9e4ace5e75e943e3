// Invented inputs of the ops' cases, and their gradients.
import { normal, random } from '@phd/core'
import { compile, tf } from '@phd/core/tensor'

/** Standard normal numbers, always the same for a name. */
export function numbers(name, shape) {
  const draw = random(1, name)
  return tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => normal(draw)),
    shape,
  )
}

/** Integers in [0, count). */
export function integers(name, shape, count) {
  const draw = random(1, name)
  return tf.tensor(
    Int32Array.from({ length: tf.util.sizeFromShape(shape) }, () => Math.floor(draw() * count)),
    shape,
    'int32',
  )
}

/**
 * A case from a function of tensors: its value, and its gradient by each of its `inputs` (name to shape) with random
 * gradients of the value coming in. `fixed` are further arguments without a gradient.
 */
export function differentiable(name, inputs, f, { fixed = () => [], ...rest } = {}) {
  const count = Object.keys(inputs).length
  return {
    name,
    outputs: ['value', ...Object.keys(inputs).map((input) => `gradient by ${input}`)],
    inputs: () => {
      const given = [...Object.entries(inputs).map(([input, shape]) => numbers(`${name} ${input}`, shape)), ...fixed()]
      return [...given, numbers(`${name} dy`, shapeOf(f, given))]
    },
    run: (...given) => {
      const dy = given.pop()
      const { value, grads } = tf.valueAndGrads((...x) => f(...x, ...given.slice(count)))(given.slice(0, count), dy)
      return [value, ...grads]
    },
    ...rest,
  }
}

/** From the CPU: what fails on another device shall fail where it is tried. */
function shapeOf(f, given) {
  const compiled = compile(f, { device: 'cpu' })
  const { shape } = tf.tidy(() => compiled(...given))
  compiled.dispose()
  return shape
}
