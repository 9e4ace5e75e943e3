/** Lines of run.params as they are given on the command line: KEY=VALUE. */
import { PhdError } from '@phd/core'
import { isKnownKey, numberWanted } from './params-settings.js'

/** By key. RADAR_CAESAR_SET for a text that is no line, a key that HAIL-CAESAR does not have, or a value that is no number where one stands. */
export function givenParams(texts: string[]): Record<string, string> {
  return Object.fromEntries(texts.map(keyValue))
}

/** What is said by the rain, the terrain and the names of the files: another value would run another flood. */
const following = [
  'rain_data_time_step',
  'num_unique_rain_cells',
  'rainfall_data_file',
  'hydroindex_file',
  'read_fname',
  'dem_read_extension',
  'rainfall_data_on',
]

function keyValue(text: string): [string, string] {
  const match = /^([a-z][a-z0-9_]*)=(\S+)$/.exec(text)
  if (!match) throw wrong(`"${text}" is no line of run.params.`, '--set KEY=VALUE, the key in lower case', text)
  const [, key, value] = match
  if (!isKnownKey(key)) throw wrong(`HAIL-CAESAR has no parameter "${key}".`, 'a key of its parameter file, such as mannings_n', text)
  if (following.includes(key)) throw wrong(`${key} follows from the rain and the terrain.`, 'no --set of it', text)
  const wanted = numberWanted(key, value)
  if (wanted) throw wrong(`${key} cannot be "${value}".`, wanted, text)
  return [key, value]
}

function wrong(message: string, expected: string, received: string): PhdError {
  return new PhdError('RADAR_CAESAR_SET', message, { expected, received, usage: true })
}
