/** `--reader-option key=value`, any number of times. */
import { PhdError } from '@phd/core'

export function keyValues(pairs: string[] | undefined): Record<string, string> | undefined {
  if (!pairs) return undefined
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      if (at > 0) return [pair.slice(0, at), pair.slice(at + 1)]
      throw new PhdError('RADAR_READER_OPTION', 'A reader option has the form key=value.', { expected: 'key=value', received: pair, usage: true })
    }),
  )
}
