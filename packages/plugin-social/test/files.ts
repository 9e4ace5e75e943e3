/** Files and the command line for tests. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './oracle.js'

export const quickstartPosts = join(root, 'packages', 'plugin-social', 'data', 'quickstart-posts.jsonl')

export function temporaryDir(): string {
  return mkdtempSync(join(tmpdir(), 'phd-social-'))
}

export function fileWith(name: string, content: string | Uint8Array, dir = temporaryDir()): string {
  const path = join(dir, name)
  writeFileSync(path, content)
  return path
}

export function jsonLines(rows: Record<string, unknown>[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
}

/** Every file below a folder. */
export function filesBelow(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

export function readRows(path: string): Record<string, unknown>[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

/** The real command line; resolves whatever the exit code. */
export function phd(args: string[], options: { cwd?: string; env?: Record<string, string> } = {}): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(root, 'bin', 'phd.js'), ...args],
      { cwd: options.cwd ?? temporaryDir(), env: { ...process.env, ...options.env }, maxBuffer: 1 << 28 },
      (error, stdout, stderr) => resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr }),
    )
  })
}
