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
  /** How often it was taken up again. */
  resumed?: number
  result?: unknown
  error?: { code: string; message: string }
  code: { commit?: string; dirty: boolean }
  versions: Record<string, string>
  host: string
  process: { pid: number; started: number }
  argv: string[]
}
