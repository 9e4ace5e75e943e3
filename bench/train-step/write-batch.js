// The batch of a model as inputs.npy and labels.npy: node write-batch.js MODEL FOLDER
import { join } from 'node:path'
import { random } from '@phd/core'
import { openTensorFlow } from '@phd/core/tensor'
import { writeNpy } from './npy.js'

const [name, folder] = process.argv.slice(2)
const { default: model } = await import(`./models/${name}.js`)
await openTensorFlow('cpu')
for (const [role, tensor] of Object.entries(model.batch(random(1, name)))) {
  writeNpy(join(folder, `${role}.npy`), { dtype: tensor.dtype, shape: tensor.shape, data: tensor.dataSync() })
}
