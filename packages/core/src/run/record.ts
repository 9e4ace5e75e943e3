/**
 * What is written down of a run: `run.json` in its folder, plain enough to read without phd.
 */
export type RunStatus = 'running' | 'done' | 'failed' | 'stopped'

export interface Run {
  /** UTC start time and four random letters: `20261124T221831-4klq`. */
  id: string
  experiment: string
  status: RunStatus
  /** Resolved, defaults included. */
  params: unknown
  seed: number
  /** `cpu` or `cuda:0`, as it was used. */
  device: string
  started: string
  ended?: string
  /** Time at work, over all resumptions; what a kill cut off is not counted. */
  seconds?: number
  /** How often it was taken up again. */
  resumed?: number
  result?: unknown
  error?: { code: string; message: string }
  code: { commit?: string; dirty: boolean }
  versions: Record<string, string>
  host: string
  process: { pid: number; started: number }
  argv: string[]
  /** The working folder, which relative paths in the parameters start from. */
  cwd?: string
}

/** A run folder whose run.json cannot be read. */
export interface UnreadableRun {
  id: string
  status: 'unreadable'
  error: { code: string; message: string }
}

/** True where a parsed run.json has what every reader of runs relies on. */
export function isRun(value: unknown): value is Run {
  const run = value as Run
  return (
    isObject(value) &&
    typeof run.id === 'string' &&
    typeof run.experiment === 'string' &&
    ['running', 'done', 'failed', 'stopped'].includes(run.status) &&
    typeof run.started === 'string' &&
    typeof run.host === 'string' &&
    typeof run.process?.pid === 'number' &&
    typeof run.process.started === 'number' &&
    isObject(run.versions) &&
    isObject(run.code) &&
    Array.isArray(run.argv)
  )
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}
