/** The real command line, as a user runs it: nothing to read on stdin, folders of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const bin = join(root, 'bin', 'phd.js')

export interface Answer {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

export interface Where {
  cwd?: string
  env?: Record<string, string>
}

export function temporary(): string {
  return mkdtempSync(join(tmpdir(), 'phd-test-'))
}

/** Start phd; the answer comes when it has ended. */
export function start(args: string[], { cwd, env }: Where = {}): { child: ChildProcess; answer: Promise<Answer> } {
  const { PHD_RUNS: _runs, DEBUG: _debug, ...inherited } = process.env
  const child = spawn(process.execPath, [bin, ...args], { cwd, env: { ...inherited, NO_COLOR: '1', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (text) => {
    stdout += text
  })
  child.stderr.on('data', (text) => {
    stderr += text
  })
  const answer = new Promise<Answer>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
  return { child, answer }
}

export function phd(args: string[], where: Where = {}): Promise<Answer> {
  return start(args, where).answer
}
