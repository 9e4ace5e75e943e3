import type { Interfaces } from '@oclif/core'
import { PhdError } from '../errors.js'
import { closest } from './closest.js'

/** The error for a command that does not exist, with the one that was probably meant. */
export function unknownCommand(id: string, config: Interfaces.Config): PhdError {
  const words = id.replaceAll(':', ' ')
  const known = [...config.commands.filter((command) => !command.hidden).map((command) => command.id), ...config.topics.map((topic) => topic.name)]
  const meant = closest(words, [...new Set(known.map((name) => name.replaceAll(':', ' ')))])
  return new PhdError('UNKNOWN_COMMAND', `There is no command "${words}".`, { remedy: meant ? `phd ${meant}` : 'phd --help', usage: true })
}
