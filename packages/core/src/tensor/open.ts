/**
 * Open TensorFlow under tfjs, once a process, on one device.
 *
 *     const { tf, device, versions } = await openTensorFlow('auto')
 *
 * The addon comes from `phd runtime install`; RUNTIME_MISSING where there is none, RUNTIME_NO_GPU where `cuda:N` asks
 * for what is not there, RUNTIME_DEVICE_TAKEN where the process computes elsewhere already.
 */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import { PhdError } from '../errors.js'
import { chooseDevice, type InstalledRuntime, requireRuntime, runtimeEnvironment } from '../runtime/index.js'
import type { GraphBinding } from './compile/binding.js'
import './ops/index.js'
import { openedTensorFlow, setOpened, type TensorFlow } from './opened.js'
import { copyingUploads } from './uploads.js'

const require = createRequire(import.meta.url)

/** Throws what openTensorFlow would, without loading anything: no runtime, no such device. */
export function checkTensorFlow(asked = 'auto'): void {
  requireRuntime(chooseDevice(asked).kind)
}

export async function openTensorFlow(asked = 'auto'): Promise<TensorFlow> {
  const opened = openedTensorFlow()
  if (opened && (asked === 'auto' || asked === opened.device)) return opened
  const device = chooseDevice(asked)
  if (opened) {
    throw new PhdError('RUNTIME_DEVICE_TAKEN', `This process computes on ${opened.device} already.`, {
      expected: opened.device,
      received: device.name,
      remedy: 'start another process for the other device',
    })
  }
  const runtime = requireRuntime(device.kind)
  Object.assign(process.env, runtimeEnvironment(device))
  const binding = loadAddon(runtime)
  const { NodeJSKernelBackend } = require('@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend.js')
  tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(copyingUploads(binding), '@tensorflow/tfjs-node-gpu'), 3)
  await tf.setBackend('tensorflow')
  if (device.kind === 'cuda' && !binding.isUsingGpuDevice()) throw gpuNotTaken(device.name, runtime)
  const versions: Record<string, string> = { tensorflow: binding.TF_Version, tfjs: tf.version_core }
  if (device.kind === 'cuda' && runtime.cuda) versions.cuda = runtime.cuda
  return setOpened({ device: device.name, why: device.why, versions })
}

interface Addon extends GraphBinding {
  TF_Version: string
  isUsingGpuDevice(): boolean
}

/** TensorFlow's libraries first, with its log turned away; then the addon finds them loaded. */
function loadAddon({ addon, dir, libraries }: InstalledRuntime): Addon {
  try {
    const noisy = process.env.DEBUG?.includes('phd')
    if (!noisy) require(join(dirname(addon), 'load_quietly.node')).load(libraries[0])
    return require(addon)
  } catch (cause) {
    throw new PhdError('RUNTIME_BROKEN', 'TensorFlow is installed but does not load.', {
      received: String((cause as Error).message).split('\n')[0],
      remedy: `phd runtime install --force (it lies in ${dir})`,
      cause,
    })
  }
}

function gpuNotTaken(device: string, { cuda, cudnn }: InstalledRuntime): PhdError {
  return new PhdError('RUNTIME_NO_GPU', `TensorFlow did not take ${device}, though the driver shows it.`, {
    expected: `a driver for CUDA ${cuda} with cuDNN ${cudnn}`,
    remedy: 'DEBUG=phd:* shows which library TensorFlow could not open; phd doctor checks the driver',
  })
}
