/** `60MB` in bytes: powers of ten, or of two with an i. */
import { PhdError } from '../../errors.js'
import { blockBytes } from './tar.js'

const units: Record<string, number> = { '': 1, kB: 1e3, MB: 1e6, GB: 1e9, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 }
/** A block that does not compress must fit. */
const smallest = 5e6

/** BUNDLE_PART_SIZE where it is no size, or too small. */
export function parsePartSize(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([A-Za-z]*)$/.exec(text.trim())
  const unit = Object.keys(units).find((each) => each.toLowerCase() === match?.[2].toLowerCase())
  const bytes = match && unit !== undefined ? Math.floor(Number(match[1]) * units[unit]) : 0
  if (bytes >= Math.max(smallest, blockBytes)) return bytes
  throw new PhdError('BUNDLE_PART_SIZE', `${text} is no size of a part.`, {
    expected: 'at least 5MB, for example 60MB, 64MiB or 2GB',
    received: text,
    usage: true,
  })
}
