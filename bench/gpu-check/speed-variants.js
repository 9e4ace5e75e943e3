// The ways to take a training step whose time is measured. `tf32`: TensorFloat-32, of GPUs alone. `copies`: times the batch.

export const speedVariants = {
  eager: {},
  compiled: { options: {} },
  'compiled, no TF32': { options: {}, tf32: false },
  XLA: { options: { xla: true } },
  bf16: { options: { precision: 'bf16' } },
  'bf16, XLA': { options: { xla: true, precision: 'bf16' } },
  'compiled, batch x 8': { options: {}, copies: 8 },
  'XLA, batch x 8': { options: { xla: true }, copies: 8 },
  'bf16, batch x 8': { options: { precision: 'bf16' }, copies: 8 },
}

/** On a CPU there is no TF32, and a larger batch only takes longer; a quick run is one of each kind. */
export function speedVariantNames({ device, quick, bf16 }) {
  if (quick) return ['eager', 'compiled']
  const all = Object.keys(speedVariants).filter((name) => bf16 || !/bf16/.test(name))
  return device.startsWith('cuda') ? all : all.filter((name) => !/TF32|batch/.test(name))
}

const pytorchVariants = ['eager', 'eager, no TF32', 'compile', 'AMP bf16', 'AMP bf16, compile', 'eager, batch x 8', 'AMP bf16, compile, batch x 8']

export function pytorchVariantNames({ device, quick, bf16 }) {
  if (quick) return ['eager']
  const all = pytorchVariants.filter((name) => bf16 || !/bf16/.test(name))
  return device.startsWith('cuda') ? all : all.filter((name) => !/TF32|batch/.test(name))
}
