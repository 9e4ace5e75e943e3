/** Whether a snapshot fits a model. */
import { PhdError } from '@phd/core'
import type { HailCaesarState } from './model.js'

export function checkState(state: HailCaesarState, lengths: Record<string, number>): void {
  for (const name of ['scan', 'series']) if (!state[name]) throw other(`an array ${name}`, 'none')
  for (const [name, length] of Object.entries(lengths)) {
    if (state[name]?.length !== length) throw other(`${length} values of ${name}`, String(state[name]?.length ?? 'none'))
  }
}

function other(expected: string, received: string): PhdError {
  return new PhdError('RADAR_HAIL_CAESAR_STATE', 'This state is of another HAIL-CAESAR run.', {
    expected,
    received,
    remedy: 'go on with the terrain, the zones and the settings that the run began with',
  })
}
