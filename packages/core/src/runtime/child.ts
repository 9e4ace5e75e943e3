/** Run another program to its end, with what it printed; stopped with the install. */
import { spawn } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { PhdError } from '../errors.js'

export interface Ended {
  /** Exit code; 128 where a signal ended it. */
  code: number
  signal?: NodeJS.Signals
  stdout: string
  stderr: string
}

export interface ChildOptions {
  env?: NodeJS.ProcessEnv
  signal?: AbortSignal
  /** Called for every line of stdout as it comes. */
  line?: (line: string) => void
}

export async function runChild(command: string, args: string[], { env, signal, line }: ChildOptions = {}): Promise<Ended> {
  throwIfStopped(signal)
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: env ?? process.env, signal })
  const ended: Ended = { code: 128, stdout: '', stderr: '' }
  let pending = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    ended.stdout += text
    const lines = (pending + text).split('\n')
    pending = lines.pop()!
    for (const each of lines) line?.(each)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    ended.stderr += text
  })
  return new Promise((resolve, reject) => {
    child.on('error', (error) => (signal?.aborted ? undefined : reject(error))) // an abort is reported when the child has ended
    child.on('close', (code, killedBy) => {
      if (signal?.aborted) reject(stoppedError())
      else resolve({ ...ended, code: code ?? ended.code, ...(killedBy ? { signal: killedBy } : {}) })
    })
  })
}

export function throwIfStopped(signal?: AbortSignal): void {
  if (signal?.aborted) throw stoppedError()
}

function stoppedError(): PhdError {
  return new PhdError('RUNTIME_STOPPED', 'The installation was stopped; nothing half-installed was kept.', { remedy: 'phd runtime install' })
}

/** Full path of a program on PATH. */
export function findProgram(name: string): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const path = join(folder, name)
    if (isExecutableFile(path)) return path
  }
  return undefined
}

function isExecutableFile(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false // not there, or not ours to run
  }
}

/** The last lines that say something. */
export function lastLines(text: string, count: number): string {
  return text
    .split('\n')
    .filter((each) => each.trim() !== '')
    .slice(-count)
    .join('\n            ')
}
