/** Install TensorFlow. */
import { type InstalledRuntime, type RuntimeDevice, requireRuntime } from './location.js'

export interface InstallOptions {
  device: RuntimeDevice
  /** A Python environment with TensorFlow to link instead of downloading. */
  from?: string
  /** Install again over what is there. */
  force?: boolean
  /** Called with bytes (download, unpack) or seconds (compile). */
  progress?: InstallProgress
  /** A line for the user. */
  log?: (message: string) => void
  signal?: AbortSignal
}

export type InstallProgress = (stage: 'download' | 'unpack' | 'compile', done: number, total: number, note: string) => void

export async function installRuntime(options: InstallOptions): Promise<InstalledRuntime> {
  return requireRuntime(options.device)
}
