/** What `--reader-option key=value` says, checked. */
import { PhdError } from '@phd/core'

/** By key, the values that a reader takes. RADAR_READER_OPTION. */
export function checkOptions(format: string, options: Record<string, string> | undefined, known: Record<string, readonly string[]> = {}): void {
  for (const [key, value] of Object.entries(options ?? {})) {
    const values = Object.hasOwn(known, key) ? known[key] : undefined
    if (values?.includes(value)) continue
    const takes = Object.entries(known).map(([name, of]) => of.map((one) => `${name}=${one}`).join('|'))
    throw new PhdError('RADAR_READER_OPTION', `The format ${format} takes no option ${key}=${value}.`, {
      expected: takes.length > 0 ? takes.join(', ') : 'no --reader-option',
      received: `${key}=${value}`,
      usage: true,
    })
  }
}
