import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** Where phd keeps what it installs: $PHD_HOME, else $XDG_DATA_HOME/phd, else ~/.local/share/phd. */
export function dataHome(): string {
  if (process.env.PHD_HOME) return resolve(process.env.PHD_HOME)
  return join(process.env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'phd')
}
