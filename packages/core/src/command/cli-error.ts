/** Any error as a PhdError: what oclif says of a wrong command line, what the system says, and defects. */
import { stripVTControlCharacters } from 'node:util'
import { Errors } from '@oclif/core'
import { isPhdError, PhdError } from '../errors.js'
import { closest } from './closest.js'

/** `flags` are the names of the command's flags, to say which was probably meant. */
export function asPhdError(error: Error, flags: string[] = []): PhdError {
  if (isPhdError(error)) return error
  if (error instanceof Errors.CLIError) {
    // What the parser throws carries what it parsed, but for a flag at the end without its value.
    const ofParser = 'parse' in error || /^Flag \S+ (expects |can only be specified once)/.test(error.message)
    return ofParser || error.oclif?.exit === 2 ? usageError(error, flags) : new PhdError('CLI', firstLine(error), { cause: error })
  }
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG')
    return new PhdError('DISK_FULL', 'The disk is full, or as much is written as you are allowed.', {
      received: error.message,
      remedy: 'free some space; nothing half-written was kept',
    })
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new PhdError('NO_PERMISSION', `No permission to write or read: ${error.message}.`, { remedy: 'choose another folder' })
  return new PhdError('UNEXPECTED', `${error.message || error}`, {
    remedy: 'this is a defect of phd or of a plugin: run again with DEBUG=phd:* and report what it prints',
    cause: error,
  })
}

function usageError(error: Errors.CLIError, flags: string[]): PhdError {
  const lines = stripVTControlCharacters(error.message)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('See more help') && !/^The following errors? occurred:$/.test(line))
  const [message, ...rest] = lines
  const missing = /^Missing \d+ required args?:/.test(message ?? '') && missingArguments(error)
  if (missing) return new PhdError('USAGE', `Missing argument: ${missing}.`, { usage: true, remedy: 'run the command with --help', cause: error })
  const unknown = /^Nonexistent flags?: --(?:no-)?(\S+)/.exec(message ?? '')?.[1]
  const meant = unknown && closest(unknown, flags)
  return new PhdError('USAGE', joined(message ?? '', rest), {
    usage: true,
    remedy: meant ? `--${meant}` : 'run the command with --help',
    cause: error,
  })
}

/** Names as help shows them, `RUN`; the description of an argument would be broken in lines. */
function missingArguments(error: Errors.CLIError): string | undefined {
  const { args } = error as { args?: { name: string }[] }
  return args?.map(({ name }) => name.toUpperCase()).join(', ')
}

function firstLine(error: Error): string {
  return stripVTControlCharacters(error.message).split('\n')[0]
}

function joined(message: string, rest: string[]): string {
  if (message.endsWith(':')) return [message, rest.join('; ')].join(' ')
  return message.startsWith('Parsing --') ? [message, ...rest].join(': ') : [message, ...rest].join('; ')
}
