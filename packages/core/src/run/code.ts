/** Which code ran: the git commit of the working folder, and what was changed since. */
import { execFileSync } from 'node:child_process'

export interface CodeState {
  commit?: string
  dirty: boolean
  diff: string
}

/** `commit` is undefined outside a git checkout, or where there is no git. */
export function codeState(cwd = process.cwd()): CodeState {
  const git = (...args: string[]) => {
    try {
      return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64 << 20 })
    } catch {
      return undefined // not a checkout, no commit yet, or no git: all mean "unknown"
    }
  }
  const commit = git('rev-parse', 'HEAD')?.trim()
  if (!commit) return { dirty: false, diff: '' }
  const diff = git('diff', 'HEAD') ?? ''
  return { commit, dirty: diff !== '', diff }
}
