// The ways to train a net, and how near each must be to the first.

export const lossReference = 'eager'
export const lossMoved = 'eager, last bits of the weights moved'

/** `tolerance`: of each loss, relative; none where the variant is a measure itself. `tf32`: with TensorFloat-32, on a GPU alone. */
export const lossVariants = {
  [lossReference]: {},
  [lossMoved]: { moved: true },
  compiled: { options: {}, tolerance: 1e-5 },
  'compiled, on the CPU': { options: { device: 'cpu' }, tolerance: 1e-4, otherDevice: true },
  XLA: { options: { xla: true }, tolerance: 1e-4 },
  bf16: { options: { precision: 'bf16' }, tolerance: 5e-2 },
  'compiled, TF32': { options: {}, tolerance: 5e-2, tf32: true },
}
