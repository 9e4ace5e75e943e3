/** What every reader says of a file that it cannot read. */
import { PhdError } from '@phd/core'

interface Detail {
  expected?: string
  received?: string
  remedy?: string
  cause?: unknown
}

/** RADAR_FILE_DAMAGED: it is not as its format has it. What is wrong, what was expected and where, what came. */
export function damaged(name: string, what: string, detail: Detail): PhdError {
  return new PhdError('RADAR_FILE_DAMAGED', `${name} cannot be read: ${what}.`, { remedy: 'get the file again, or leave it out', ...detail })
}

/** RADAR_FILE_UNSUPPORTED: it may be whole, but holds what its reader does not do. */
export function unsupported(name: string, what: string, detail: Detail): PhdError {
  return new PhdError('RADAR_FILE_UNSUPPORTED', `${name} cannot be read: ${what}.`, detail)
}

/** RADAR_FILE_SIZE */
export function tooLarge(name: string, maxBytes: number): PhdError {
  return new PhdError('RADAR_FILE_SIZE', `${name} is too large to be held in memory.`, {
    expected: `at most ${maxBytes} bytes, unpacked`,
    received: 'more',
    remedy: 'split the file, or give a format that is read as a stream',
  })
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
