// The child that runs cases of cases/: node ops.js DEVICE TF32 QUICK PATHS CASE…   (TF32 and QUICK are on or off)
//
// The reference is the same function compiled for the CPU, in the same process. A row: {errors: {path: {error, output}},
// failures: {path: reason}, tolerance}. TensorFloat-32 is set before anything runs: cuDNN's choice of an algorithm is kept.
import { compile, openTensorFlow, setTensorFloat32, tf } from '@phd/core/tensor'
import { allCases } from './cases/index.js'
import { answerItems, messageOf } from './child.js'
import { worstOutput } from './compare.js'

const [device, tf32, quick, asked, ...names] = process.argv.slice(2)
await openTensorFlow(device)
setTensorFloat32(tf32 === 'on')
const cases = new Map(allCases(quick === 'on').map((each) => [each.name, each]))

/** Options of compile; bf16 is for products alone. */
const paths = { eager: undefined, compiled: {}, XLA: { xla: true }, bf16: { precision: 'bf16' } }

await answerItems(names, (name) => {
  const it = cases.get(name)
  const { inputs, reference } = onCpu(it)
  const row = { tolerance: it.tolerance, errors: {}, failures: {} }
  for (const path of asked.split(',').filter((path) => path !== 'bf16' || it.bf16)) {
    try {
      row.errors[path] = worstOutput(outputsOf(it, inputs, paths[path]), reference)
    } catch (error) {
      row.failures[path] = messageOf(error)
    }
  }
  tf.dispose(inputs)
  return row
})

/** A case's inputs and what is right. */
function onCpu(it) {
  try {
    const inputs = tf.tidy(() => it.inputs())
    return { inputs, reference: it.expected?.() ?? outputsOf(it, inputs, { device: 'cpu' }) }
  } catch (cause) {
    throw new Error(`the reference on the CPU: ${messageOf(cause)}`, { cause })
  }
}

/** Values of a case, eager where there are no options; each time with variables of its own. */
function outputsOf({ run, make, calls = 1, outputs = [] }, inputs, options) {
  const { step, variables } = make?.() ?? { step: run, variables: [] }
  const compiled = options && compile(step, options)
  try {
    return tf.tidy(() => {
      let results
      for (let call = 0; call < calls; call++) results = (compiled ?? step)(...inputs)
      return results.map((tensor, i) => ({ name: outputs[i] ?? `output ${i + 1}`, shape: tensor.shape, values: tensor.dataSync() }))
    })
  } finally {
    compiled?.dispose()
    tf.dispose(variables)
  }
}
