/** What TensorFlow's tensors take in host memory, and how exact its products are on a GPU. */
import { tracedBackend } from './compile/binding.js'

export interface TensorMemory {
  bytesInUse: number
  /** The most at any time since the last `resetTensorMemoryPeak`. */
  peakBytes: number
}

/**
 * Counted by TensorFlow's CPU allocator from the first call on: tensors of 256 KiB and more, none on a GPU. Only the
 * allocator of oneDNN counts: undefined where TF_ENABLE_ONEDNN_OPTS=0 has turned that off.
 */
export function tensorMemory(): TensorMemory | undefined {
  return tracedBackend().binding.memoryStatistics()
}

/** The peak is what is in use now. */
export function resetTensorMemoryPeak(): void {
  tracedBackend().binding.resetPeakMemory()
}

/**
 * Whether float32 products on an NVIDIA GPU from Ampere on may round their factors to TensorFloat-32 (10 bits): on in
 * TensorFlow, several times faster, off for comparisons with a CPU. Answers what it was.
 */
export function setTensorFloat32(enabled: boolean): boolean {
  return tracedBackend().binding.setTensorFloat32(enabled)
}
