/** Ctrl-C and the like. */
import { PhdError } from '@phd/core'

export function throwIfStopped(signal?: AbortSignal): void {
  if (signal?.aborted) throw new PhdError('RADAR_STOPPED', 'Stopped before the end; what was done is kept.', { remedy: 'the same command again goes on' })
}
