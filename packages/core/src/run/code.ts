/**
 * Which code ran: the git commit of the working folder, and what was changed since.
 *
 * The diff is of code: tables and lines of data are left out, since they may hold what must not leave with a run, for
 * example the texts of posts.
 */
import { execFileSync } from 'node:child_process'

export interface CodeState {
  commit?: string
  dirty: boolean
  diff: string
}

const data = ['jsonl', 'ndjson', 'csv', 'tsv'].map((ending) => `:(top,exclude,icase)*.${ending}`)

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
  const dirty = Boolean(git('diff', 'HEAD', '--name-only'))
  return { commit, dirty, diff: git('diff', 'HEAD', '--', ':/', ...data) ?? '' }
}
