// The batch of a net as inputs.npy and labels.npy: node write-batch.js NET SIZE FOLDER   (SIZE as JSON)
import { join } from 'node:path'
import { openTensorFlow } from '@phd/core/tensor'
import { writeNpy } from '../train-step/npy.js'
import { openNet } from './nets.js'

const [net, size, folder] = process.argv.slice(2)
await openTensorFlow('cpu')
const opened = await openNet(net, JSON.parse(size))
for (const role of ['inputs', 'labels']) {
  const tensor = opened[role]
  writeNpy(join(folder, `${role}.npy`), { dtype: tensor.dtype, shape: tensor.shape, data: tensor.dataSync() })
}
