/** How a stop that the user asked for ends the work. */
import { PhdError } from '../../errors.js'

export function throwIfStopped(signal?: AbortSignal): void {
  if (signal?.aborted) throw new PhdError('BUNDLE_STOPPED', 'The bundle was stopped; whole parts are kept.', { remedy: 'the same command again goes on' })
}
