/** `phd lsit`: says which command was probably meant, asks nothing, exits 2. */
import type { Hook } from '@oclif/core'
import { unknownCommand } from '../command/unknown-command.js'
import { errorToJson, formatError } from '../errors.js'

const hook: Hook.CommandNotFound = async function ({ id, argv, config }) {
  const error = unknownCommand(id, config)
  if (argv?.includes('--json')) process.stdout.write(`${JSON.stringify(errorToJson(error), null, 2)}\n`)
  else process.stderr.write(`${formatError(error)}\n`)
  this.exit(2)
}

export default hook
