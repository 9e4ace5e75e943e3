/** The device of a function, from the names that users know to TensorFlow's. */
import { PhdError } from '../../errors.js'
import { openedTensorFlow } from '../opened.js'

/** Whether a step compiled for `asked` computes on the CPU. */
export function isOnCpu(asked: string | undefined): boolean {
  return (asked ?? openedTensorFlow()?.device ?? 'cpu') === 'cpu'
}

/** '' is TensorFlow's own choice: the GPU where the process has one. A process sees one GPU, so it is always number 0. */
export function functionDevice(asked: string | undefined): string {
  if (asked === undefined) return ''
  if (asked === 'cpu') return '/device:CPU:0'
  const opened = openedTensorFlow()?.device ?? 'cpu'
  if (asked === opened && asked.startsWith('cuda:')) return '/device:GPU:0'
  throw new PhdError('RUNTIME_DEVICE_TAKEN', `This process computes on ${opened} already.`, {
    expected: opened === 'cpu' ? 'cpu' : `cpu or ${opened}`,
    received: asked,
    remedy: 'start another process for the other device',
  })
}
