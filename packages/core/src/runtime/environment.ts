/** What TensorFlow reads from the environment; it must be set before the addon loads. */

/**
 * Variables for a device as `chooseDevice` answers it. TensorFlow's own log is silent unless DEBUG names phd;
 * a variable that the user has set stays, but for the GPU, which `--device` chooses among the visible ones.
 */
export function runtimeEnvironment(device: { kind: 'cpu' | 'cuda'; index?: number; uuid?: string }): Record<string, string> {
  const noisy = process.env.DEBUG?.includes('phd') ?? false
  return {
    TF_CPP_MIN_LOG_LEVEL: process.env.TF_CPP_MIN_LOG_LEVEL ?? (noisy ? '0' : '3'),
    TF_FORCE_GPU_ALLOW_GROWTH: process.env.TF_FORCE_GPU_ALLOW_GROWTH ?? 'true',
    CUDA_VISIBLE_DEVICES: device.kind === 'cuda' ? (device.uuid ?? String(device.index ?? 0)) : '-1',
  }
}
