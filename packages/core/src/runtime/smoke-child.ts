/** Run as a process by smoke.ts: `node smoke-child.js ADDON` loads as the tensor room does and prints {sum, tensorflow, gpu}. */
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { loaderFile } from './addon.js'
import { tensorflowLibrary } from './libraries.js'

interface Binding {
  TF_FLOAT: number
  TF_ATTR_TYPE: number
  TF_Version: string
  createTensor(shape: number[], dtype: number, values: Float32Array): number
  executeOp(name: string, attributes: { name: string; type: number; value: number }[], inputs: number[], outputs: number): { id: number }[]
  tensorDataSync(id: number): Float32Array
  isUsingGpuDevice(): boolean
}

const require = createRequire(import.meta.url)
const addon = process.argv[2]
const loader = require(join(dirname(addon), basename(loaderFile))) as { load(library: string): void }
loader.load(join(dirname(addon), '..', 'tensorflow', tensorflowLibrary))
const binding = require(addon) as Binding
const scalar = (value: number) => binding.createTensor([], binding.TF_FLOAT, Float32Array.of(value))
const float = [{ name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT }]
const [added] = binding.executeOp('AddV2', float, [scalar(20), scalar(22)], 1)
process.stdout.write(JSON.stringify({ sum: binding.tensorDataSync(added.id)[0], tensorflow: binding.TF_Version, gpu: binding.isUsingGpuDevice() }))
